"""Map tiles by environment: none are preset, wrong ones stop the start, and the policy lets their hosts in alone."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from cms.settings.tiles import read_tiles

ONE = "https://tiles.example.gov.cn/{z}/{x}/{y}.png"
SEVERAL = (
    "https://t{s}.example.gov.cn/base?x={x}&y={y}&l={z}&tk=key https://t{s}.example.gov.cn/names/{z}/{x}/{y}{r}.png"
)
WRONG = {
    "no scheme": ("tiles.example.gov.cn/{z}/{x}/{y}.png", "", "示例", "https://"),
    "script": ("javascript:alert({x},{y},{z})", "", "示例", "https://"),
    "no row": ("https://tiles.example.gov.cn/{z}/{x}.png", "", "示例", "{x}, {y} and {z}"),
    "unknown word": (f"{ONE}?tk={{key}}", "", "示例", "{x}, {y} and {z}"),
    "no host": ("https:///{z}/{x}/{y}.png", "", "示例", "host"),
    "more than a host": ("https://a;script-src/{z}/{x}/{y}.png", "", "示例", "host"),
    "quoted host": ("https://'unsafe-inline'/{z}/{x}/{y}.png", "", "示例", "host"),
    "any host": ("https://*.example.gov.cn/{z}/{x}/{y}.png", "", "示例", "host"),
    "coordinates in the host": ("https://{x}.example.gov.cn/{z}/{x}/{y}.png", "", "示例", "host"),
    "missing subdomains": (SEVERAL, "", "示例", "MAP_TILES_SUBDOMAINS"),
    "odd subdomains": (SEVERAL, "a;b", "示例", "MAP_TILES_SUBDOMAINS"),
    "nobody's": (ONE, "", " ", "MAP_ATTRIBUTION"),
}


@pytest.mark.parametrize("urls", ["", "  \n"])
def test_without_templates_there_is_no_map(urls):
    assert read_tiles(urls, "abc", "示例") is None


def test_layers_keep_their_order_and_name_their_hosts():
    tiles = read_tiles(f"{ONE} {SEVERAL}", "01", "示例地图")
    assert tiles.layers == (ONE, *SEVERAL.split())
    assert tiles.sources == [
        "https://t0.example.gov.cn",
        "https://t1.example.gov.cn",
        "https://tiles.example.gov.cn",
    ]


@pytest.mark.parametrize("kind", WRONG)
def test_wrong_templates_say_what_they_have_to_do(kind):
    urls, subdomains, attribution, words = WRONG[kind]
    with pytest.raises(ImproperlyConfigured) as caught:
        read_tiles(urls, subdomains, attribution)
    assert words in str(caught.value)


def policy_with(tmp_path, **environ) -> subprocess.CompletedProcess:
    code = "from cms.settings.dev import CONTENT_SECURITY_POLICY as policy; print(policy['DIRECTIVES']['img-src'])"
    rest = {name: value for name, value in os.environ.items() if not name.startswith("MAP_")}
    environ = {**rest, "LIAISON_VAR_DIR": str(tmp_path), **environ}
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=settings.BASE_DIR, env=environ, capture_output=True, text=True)


def test_policy_lets_in_the_hosts_of_tiles_and_no_other(tmp_path):
    assert policy_with(tmp_path).stdout.strip() == """["'self'", 'data:']"""
    with_tiles = policy_with(tmp_path, MAP_TILES_URL=ONE, MAP_ATTRIBUTION="示例")
    assert with_tiles.stdout.strip() == """["'self'", 'data:', 'https://tiles.example.gov.cn']"""


def test_start_stops_at_a_wrong_template(tmp_path):
    result = policy_with(tmp_path, MAP_TILES_URL="https://tiles.example.gov.cn/", MAP_ATTRIBUTION="示例")
    assert result.returncode != 0
    assert "MAP_TILES_URL=" in result.stderr
