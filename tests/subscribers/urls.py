"""The subscribers' own addresses, where the project puts them."""

from django.urls import include, path

urlpatterns = [path("_/", include("rotative.subscribers.urls"))]
