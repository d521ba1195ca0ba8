"""The addresses of comments alone, at the place where the project includes them."""

from django.urls import include, path

urlpatterns = [path("", include("rotative.comments.urls"))]
