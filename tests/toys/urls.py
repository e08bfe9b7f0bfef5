from django.http import HttpResponse
from django.urls import path

app_name = "toys"
urlpatterns = [path("", lambda request: HttpResponse("玩具"), name="index")]
