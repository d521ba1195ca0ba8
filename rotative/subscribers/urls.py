"""Addresses at which a reader subscribes, confirms, chooses and leaves, included at /_/."""

from django.urls import path

from rotative.subscribers import letter_link_views, views

app_name = "subscribers"
urlpatterns = [
    path("subscribe/", views.subscribe, name="subscribe"),
    path("confirm/<str:token>/", letter_link_views.confirm, name="confirm"),
    path("choices/<str:token>/", letter_link_views.choose, name="choices"),
    path("unsubscribe/<str:token>/", letter_link_views.unsubscribe, name="unsubscribe"),
]
