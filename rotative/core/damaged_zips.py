"""What the standard library raises for a zip that is cut off, damaged, encrypted or packed in a way that it does not know."""

import zipfile
import zlib
from typing import Final

# Encrypted files are a RuntimeError, unknown methods one of its kind.
ERRORS: Final = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError)
