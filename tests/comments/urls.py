"""The comments' own address, where the project puts it."""

from django.urls import include, path

urlpatterns = [path("", include("rotative.comments.urls"))]
