from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "comity.config"
    label = "config"
