from django.http import HttpResponse
from django.urls import path

app_name = "toys_admin"
urlpatterns = [path("", lambda request: HttpResponse("玩具柜"), name="index")]
