"""What may be reached: the root and what lies under it, public networks, the proxy on the way."""

import ipaddress
import re
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from indexer.errors import BadCall

if TYPE_CHECKING:
    from httpx2 import URL

_PORTS = {"http": 80, "https": 443}
_DOTS = re.compile(rb"/(?:\.|%2e){1,2}(?:/|$)", re.I)
_PAGE = re.compile(rb"^$|\.(?:aspx?|html?|php|jsp)$", re.I)
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address in the last 32 bits
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def web_address(text: str, base: "URL | None" = None) -> "URL | None":
    """The http or https address that is meant, seen from `base`; None if there is none in it.

    Without fragment, and without the user name and password that it may hold: they are never sent.
    """
    import httpx2

    try:
        url = base.join(text.strip()) if base else httpx2.URL(text.strip())
        url = url.copy_with(fragment=None, username=None, password=None)
    except (httpx2.InvalidURL, ValueError):
        return None
    usable = url.scheme in _PORTS and host_of(url) and (url.port or 80) <= 65535
    return url if usable else None


def host_of(url: "URL") -> str:
    """Its host as names are looked up: small ASCII letters, an IPv6 address without brackets."""
    return url.raw_host.decode("ascii").lower().rstrip(".")


def origin_of(url: "URL") -> str:
    """Scheme, host and port, as robots.txt is valid for: `https://kelderby.gov.example`."""
    host, port = host_of(url), _own_port(url)
    shown = f"[{host}]" if ":" in host else host
    return f"{url.scheme}://{shown}" + (f":{port}" if port else "")


@dataclass(frozen=True, slots=True)
class Root:
    """The address under which a council's papers lie. http and https of one host are one root."""

    url: str
    host: str
    port: int | None
    """None for the usual one."""
    path: bytes
    """Begins and ends with a slash; the name of a page at the end is not part of it."""

    @classmethod
    def of(cls, text: str) -> Self:
        """The root that somebody typed; `BadCall` if it is no web address."""
        url = web_address(text)
        if url is None:
            raise BadCall(f"{text} is no web address; write it whole, beginning with https://")
        folder, _, page = _path(url).rpartition(b"/")
        path = folder + b"/" if _PAGE.search(page) else folder + b"/" + page + b"/"
        whole = url.copy_with(raw_path=path)
        if _DOTS.search(path):
            raise BadCall(f"{text} has dots for a folder; write the address without them")
        return cls(str(whole), host_of(url), _own_port(url), path.lower())

    def holds(self, url: "URL") -> bool:
        """Whether this address lies under the root. Paths are compared without case, as IIS does."""
        path = _path(url)
        return (
            host_of(url) == self.host
            and _own_port(url) == self.port
            and not _DOTS.search(path)  # a server may take %2e%2e for the folder above
            and (path.lower() + b"/").startswith(self.path)
        )


@dataclass(frozen=True, slots=True)
class Reach:
    """Which network addresses may be connected to: public ones, and others that the user meant."""

    loopback: bool = False
    private: bool = False

    @classmethod
    def of(cls, root: Root, *, allow_private: bool) -> Self:
        """Loopback where the root is typed so, private networks where the user allows them."""
        named = root.host == "localhost" or root.host.endswith(".localhost")
        return cls(loopback=named or _is_loopback(root.host), private=allow_private)

    def allows(self, address: str) -> bool:
        """Whether this numerical address may be connected to."""
        return self.private or is_public(address) or (self.loopback and _is_loopback(address))


def is_public(address: str) -> bool:
    """Whether this numerical address is one of the public internet's.

    Of an IPv6 address that stands for an IPv4 one (mapped, NAT64, 6to4), that one is looked at.
    """
    ip = _ip(address)
    if ip is None or not ip.is_global or ip.is_multicast or ip.is_reserved:
        return False
    return not (isinstance(ip, ipaddress.IPv6Address) and ip.is_site_local)


def look_up(host: str, port: int) -> Sequence[str]:
    """All numerical addresses of a host; `OSError` or `UnicodeError` if it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def proxy_for(url: "URL") -> str | None:
    """The proxy that the environment or the system names for this address."""
    from urllib.request import getproxies, proxy_bypass

    if proxy_bypass(f"{host_of(url)}:{port_of(url)}"):
        return None
    proxies = getproxies()
    proxy = proxies.get(url.scheme) or proxies.get("all")
    return proxy if proxy is None or "://" in proxy else f"http://{proxy}"


def port_of(url: "URL") -> int:
    """The port that is connected to."""
    return url.port or _PORTS[url.scheme]


def _own_port(url: "URL") -> int | None:
    return None if port_of(url) == _PORTS[url.scheme] else url.port


def _path(url: "URL") -> bytes:
    return url.raw_path.partition(b"?")[0] or b"/"


def _is_loopback(address: str) -> bool:
    ip = _ip(address)
    return ip is not None and ip.is_loopback


def _ip(address: str) -> _Address | None:
    """The address meant; None if it is no numerical address."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return None
    if isinstance(ip, ipaddress.IPv4Address):
        return ip
    if ip in _NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)
    return ip.ipv4_mapped or ip.sixtofour or ip
