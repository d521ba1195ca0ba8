"""Pictures that cannot be used, each with what to do."""

from rotative.core.errors import RotativeError, gettext_noop


class PictureRefused(RotativeError):
    """Base of what makes a file useless as a picture."""


class NotAPicture(PictureRefused):
    code = "media.not_a_picture"
    message = gettext_noop(
        "This file is not a picture that can be read. Upload a JPEG, PNG, WebP or AVIF file."
    )


class PictureCutOff(PictureRefused):
    code = "media.cut_off"
    message = gettext_noop(
        "This file ends too early: a part of the picture is missing. Copy it again from where it came."
    )


class PictureMoves(PictureRefused):
    code = "media.moves"
    message = gettext_noop(
        "This picture moves, and pages show pictures that stand still. Save one of its frames as JPEG or PNG and upload that."
    )


class PictureTooLarge(PictureRefused):
    code = "media.too_large"
    message = gettext_noop(
        "This picture has %(megapixels)d megapixels; the most is %(most)d. Make it smaller and upload it again."
    )


class NotADocument(RotativeError):
    code = "media.not_a_document"
    message = gettext_noop(
        "“%(name)s” is none of the files that readers may get, or does not begin like one. Upload one of these: %(kinds)s."
    )


class PictureDamaged(PictureRefused):
    code = "media.damaged"
    message = gettext_noop(
        "This picture cannot be read to its end. Save it again as JPEG and upload that file."
    )


class PictureTooHeavy(PictureRefused):
    code = "media.too_heavy"
    message = gettext_noop(
        "This picture takes too much memory or time. Save it again as JPEG, smaller, and upload that file."
    )


class CropTooSmall(PictureRefused):
    code = "media.crop_too_small"
    message = gettext_noop(
        "So little of the picture would be blurred on a page. Keep at least %(least)d pixels a side."
    )


class PictureBusy(RotativeError):
    code = "media.busy"
    message = gettext_noop("The picture is in preparation. Try again in a moment.")


class EncoderNotStarted(RotativeError):
    code = "media.encoder_not_started"
    message = gettext_noop(
        "The process that reads pictures does not start. Look whether the machine has memory left, and install Rotative again."
    )
