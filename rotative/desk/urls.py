"""The desk's own pages, under /desk/."""

from django.urls import path

from rotative.desk.articles.article_templates import KeepTemplateView, TemplatesView
from rotative.desk.articles.briefs.briefs_page import BriefsView, BriefView
from rotative.desk.articles.publishing.schedule_page import ScheduleView
from rotative.desk.articles.trash_pages import ToTrashView, TrashView
from rotative.desk.audience.files_page import SubscriberFilesView
from rotative.desk.audience.list_page import SubscriberListView
from rotative.desk.audience.overview import SubscribersView
from rotative.desk.comments import CommentsView
from rotative.desk.dossier_lines import SuggestView
from rotative.desk.dossiers.history_page import CommitmentView
from rotative.desk.editions.composer import EditionView
from rotative.desk.editions.delivery_page import DeliveryView
from rotative.desk.editions.listing import EditionsView
from rotative.desk.editions.preview import LetterView, PreviewView
from rotative.desk.fronts.arrange_page import ArrangeView
from rotative.desk.fronts.front_pages import FrontsView
from rotative.desk.person import PersonView
from rotative.desk.pictures.cropping import CropView
from rotative.desk.pictures.dropped import CardView, DropView
from rotative.desk.pictures.picture_files import OriginalView, RenditionView, no_size_on_demand
from rotative.desk.pictures.picture_list import LibraryView
from rotative.desk.pictures.picture_pages import PictureDeleteView, PictureEditView
from rotative.desk.press import PressView
from rotative.desk.redirects.redirects_page import RedirectsView
from rotative.desk.sign_in.invitations import InviteView
from rotative.desk.sign_in.second_step_pages import AccountView, RemoveView, SecondStepView
from rotative.desk.sign_in.sessions_page import SessionsView
from rotative.desk.subjects.merging import MergeView
from rotative.desk.subjects.split_page import SplitView
from rotative.desk.subjects.suggestions_pages import SubjectsView, SubjectView, UndoView
from rotative.desk.subjects.trust import TrustAgainView
from rotative.desk.subjects.undoing import MergersView
from rotative.desk.suggested_subjects import RefuseView, SuggestionsView

urlpatterns = [
    path("briefs/", BriefsView.as_view(), name="desk_briefs"),
    path("briefs/<int:pk>/", BriefView.as_view(), name="desk_brief"),
    path("articles/suggestions/", SuggestionsView.as_view(), name="desk_suggestions"),
    path("articles/<int:pk>/suggestions/refuse/", RefuseView.as_view(), name="desk_refuse_suggestion"),
    path("articles/templates/", TemplatesView.as_view(), name="desk_templates"),
    path("articles/trash/", TrashView.as_view(), name="desk_trash"),
    path("articles/<int:pk>/template/", KeepTemplateView.as_view(), name="desk_keep_template"),
    path("articles/<int:pk>/trash/", ToTrashView.as_view(), name="desk_to_trash"),
    path("articles/schedule/<int:pk>/", ScheduleView.as_view(), name="desk_schedule"),
    path("dossiers/suggested/", SuggestView.as_view(), name="desk_dossiers_suggested"),
    path("dossiers/commitment/<int:pk>/", CommitmentView.as_view(), name="desk_commitment"),
    path("comments/", CommentsView.as_view(), name="desk_comments"),
    path("person/", PersonView.as_view(), name="desk_person"),
    path("press/", PressView.as_view(), name="desk_press"),
    path("redirects/", RedirectsView.as_view(), name="desk_redirects"),
    path("subjects/<int:pk>/merge/", MergeView.as_view(), name="desk_merge"),
    path("subjects/<int:pk>/split/", SplitView.as_view(), name="desk_split"),
    path("subjects/<int:pk>/suggestions/", SubjectView.as_view(), name="desk_subject_suggestions"),
    path("subjects/<int:pk>/trust/", TrustAgainView.as_view(), name="desk_trust_again"),
    path("subjects/suggestions/", SubjectsView.as_view(), name="desk_suggested_subjects"),
    path("subjects/suggestions/undo/", UndoView.as_view(), name="desk_undo_suggestions"),
    path("subjects/mergers/", MergersView.as_view(), name="desk_mergers"),
    # In the place of Wagtail's own, which refuse without a reason.
    path("images/", LibraryView.as_view()),
    path("images/results/", LibraryView.as_view(results_only=True)),
    path("images/<int:image_id>/", PictureEditView.as_view()),
    path("images/<int:image_id>/delete/", PictureDeleteView.as_view()),
    # Wagtail's own would decode the picture in the request.
    path("images/<int:pk>/preview/<str:spec>/", no_size_on_demand),
    path("pictures/drop/", DropView.as_view(), name="desk_picture_drop"),
    path("pictures/card/", CardView.as_view(), name="desk_picture_cards"),
    path("pictures/<int:pk>/crop/", CropView.as_view(), name="desk_picture_crop"),
    path("pictures/<int:pk>/original/", OriginalView.as_view(), name="desk_picture_original"),
    path("pictures/<int:pk>/<str:spec>/", RenditionView.as_view(), name="desk_picture_rendition"),
    path("fronts/", FrontsView.as_view(), name="desk_fronts"),
    path("fronts/<int:pk>/", ArrangeView.as_view(), name="desk_front"),
    path("subscribers/", SubscribersView.as_view(), name="desk_subscribers"),
    path("subscribers/list/", SubscriberListView.as_view(), name="desk_subscriber_list"),
    path("subscribers/files/", SubscriberFilesView.as_view(), name="desk_subscriber_files"),
    path("second-step/", SecondStepView.as_view(), name="desk_second_step"),
    path("account/second-step/", AccountView.as_view(), name="desk_second_step_account"),
    path("users/<int:pk>/second-step/", RemoveView.as_view(), name="desk_second_step_remove"),
    path("account/sessions/", SessionsView.as_view(), name="desk_sessions"),
    path("users/<int:pk>/invite/", InviteView.as_view(), name="desk_invite"),
    path("editions/", EditionsView.as_view(), name="desk_editions"),
    path("editions/<int:pk>/", EditionView.as_view(), name="desk_edition"),
    path("editions/<int:pk>/preview/", PreviewView.as_view(), name="desk_preview"),
    path("editions/<int:pk>/delivery/", DeliveryView.as_view(), name="desk_delivery"),
    path("editions/<int:pk>/letter/<str:part>/", LetterView.as_view(), name="desk_letter"),
]
