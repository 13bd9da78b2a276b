import pytest

from briefing.errors import FetchError
from briefing.ingest.address_guard import UnknownHostError, permitted

# What no news server has, whatever the version of Python says.
REFUSED = """
0.0.0.0 0.1.2.3 10.1.2.3 100.64.0.1 100.127.255.254 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1
172.31.255.254 192.0.0.1 192.0.0.8 192.0.0.170 192.0.2.7 192.88.99.1 192.168.0.1 198.18.0.1 198.19.255.254
198.51.100.3 203.0.113.200 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255
:: ::1 ::127.0.0.1 ::8.8.8.8 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:0:127.0.0.1 64:ff9b::7f00:1 64:ff9b::a00:1
64:ff9b:1::7f00:1 64:ff9b:1::808:808 64:ff9b:2::1 100::1 100:0:0:1::1 2001::1 2001:2::1 2001:10::1 2001:1::4
2001:db8::1 2002:7f00:1::1 2002:a00:1::1 2002:c0a8:1::1 3fff::1 4000::1 5f00::1 8000::1 fc00::1 fd12:3456::1 fe80::1
fe80::1%eth0 fec0::1 ff02::1 ff0e::1 not-an-address
""".split()  # noqa: SIM905 - a list of literals would be one a line
ALLOWED = """
8.8.8.8 1.1.1.1 172.15.255.255 172.32.0.1 192.0.0.9 192.0.1.1 198.17.0.1 223.255.255.255 100.63.255.255 100.128.0.1
2606:4700::1111 2a00:1450:4001::200e 2001:4860:4860::8888 2001:200::1 2001:20::1 2001:4:112::1 2002:808:808::1
64:ff9b::808:808 ::ffff:8.8.8.8 2620:4f:8000::1 3ffe::1
""".split()  # noqa: SIM905 - a list of literals would be one a line


def look_up(*addresses):
    return permitted("news.example", 80, allowed=(), resolver=lambda _host, _port: addresses)


@pytest.mark.parametrize("address", REFUSED)
def test_special_addresses_are_refused(address):
    with pytest.raises(FetchError, match="is a private address"):
        look_up(address)


@pytest.mark.parametrize("address", ALLOWED)
def test_public_addresses_are_reached(address):
    assert look_up(address) == [address]


def test_of_several_addresses_the_public_ones_are_left():
    assert look_up("10.0.0.1", "8.8.8.8", "fec0::1") == ["8.8.8.8"]


@pytest.mark.parametrize("host", ["ü..example", "xn--.example", "a" * 64 + ".example", "."])
def test_a_name_that_cannot_be_one_is_unknown(host):
    with pytest.raises(UnknownHostError):
        permitted(host, 80, allowed=())
