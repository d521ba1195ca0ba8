"""The address of the comment form, included at the root."""

from django.urls import path

from rotative.comments import views

app_name = "comments"
urlpatterns = [path("_/comment/", views.comment, name="comment")]
