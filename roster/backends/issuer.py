"""Sign-in through the office's own identity server (OpenID Connect, code flow with PKCE)."""

from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import urlencode, urlparse

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.django_client import OAuth
from django.conf import settings
from joserfc.errors import JoseError
from requests import RequestException

from common.refusal import Refused
from roster.backends import OfficeBackend

PATIENCE = 5
SILENT = "统一身份认证服务暂时不应答，请稍后再试；急用请联系系统管理员。"
UNPROVED = "统一身份认证的答复没有通过核对（已过期、不是发给本系统的或被改动），请重新登录。"

UNASKED = "统一身份认证没有让您重新登录，不能算作确认；请联系系统管理员。"
LEEWAY = 60


class IssuerBackend(OfficeBackend):
    """Holds sittings that began at the identity server; it takes no password."""

    def authenticate(self, request: Any, *arguments: Any, **named: Any) -> None:
        """Refuse: nobody comes in this way by a form."""


@cache
def client() -> Any:
    """The identity server as this process knows it; its addresses and keys are fetched once."""
    return OAuth().register(
        "office",
        client_id=settings.OIDC_CLIENT_ID,
        client_secret=settings.OIDC_CLIENT_SECRET,
        server_metadata_url=f"{settings.OIDC_ISSUER.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid profile",
            "code_challenge_method": "S256",
            "timeout": PATIENCE,
            "verify": settings.OIDC_CA or True,
        },
    )


def lead_away(request: Any, *, back: str, anew: bool = False) -> Any:
    """Return the redirection to the identity server, its state and nonce kept in the session.

    `anew` asks it to look at the person again, however lately it did.
    """
    asked = {"prompt": "login", "max_age": 0} if anew else {}
    try:
        return client().authorize_redirect(request, back, **asked)
    except (RequestException, AuthlibBaseError, ValueError, KeyError) as error:
        raise Refused(SILENT) from error


def farewell(back: str) -> str:
    """Where the person leaves the identity server, too; nothing where it offers no such place."""
    try:
        place = str(client().load_server_metadata().get("end_session_endpoint", ""))
    except (RequestException, AuthlibBaseError, ValueError):
        return ""
    if urlparse(place).scheme not in {"https", urlparse(settings.OIDC_ISSUER).scheme}:
        return ""
    said = {"client_id": settings.OIDC_CLIENT_ID, "post_logout_redirect_uri": back}
    return f"{place}{'&' if '?' in place else '?'}{urlencode(said)}"


def proved_name(request: Any, *, since: float = 0) -> str:
    """Check the server's answer (state, nonce, signature, audience) and return who it names.

    With `since` it must also say that the person signed in there behind that moment.
    """
    expected = {"iss": {"essential": True, "values": [settings.OIDC_ISSUER]}}
    try:
        token = client().authorize_access_token(request, claims_options=expected)
        if since and int(token["userinfo"]["auth_time"]) < since - LEEWAY:
            raise Refused(UNASKED)
        return _name(token)
    except RequestException as error:
        raise Refused(SILENT) from error
    except (AuthlibBaseError, JoseError, ValueError, KeyError, RuntimeError) as error:
        raise Refused(UNPROVED) from error


def _name(token: Mapping[str, Any]) -> str:
    claims = token["userinfo"]
    if settings.OIDC_CLAIM not in claims:
        told = client().userinfo(token=token)
        if told.get("sub") != claims["sub"]:
            raise Refused(UNPROVED)
        claims = told
    return str(claims[settings.OIDC_CLAIM])
