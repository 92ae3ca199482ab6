"""Who asks on the admin side: a session, from a browser's cookie or as a bearer token, and what it may.

A cookie is sent by a browser whoever made it ask. So what changes something by cookie, or logs in, must also bear the
header `x-sovereign-csrf`: no page of another origin can add it without being asked for leave, which is never given
(Fetch standard, CORS-preflight). SameSite=Strict says the same a second time.
"""

from collections.abc import Awaitable, Callable

from fastapi import Request, Response

from router.core.roles import HOLDERS, Right, may
from router.http.admin_answers import AdminProblem, Code
from router.identity import SESSION, Passes, Refused
from router.identity.passes import LASTS
from router.ports import AdminRecord

CSRF = "x-sovereign-csrf"
SAFE = frozenset({"GET", "HEAD"})
CURE = "log in with the token that `sovereign admin invite` prints: POST /admin/login"


class Cookies:
    """`secure`: browsers reach the admin side by https. Then `__Host-` keeps other hosts from setting them."""

    def __init__(self, *, secure: bool) -> None:
        self._secure = secure
        self._mark = "__Host-" if secure else ""

    def get(self, request: Request, name: str) -> str | None:
        return request.cookies.get(f"{self._mark}{name}")

    def put(self, response: Response, name: str, value: str, seconds: float, *, lax: bool = False) -> None:
        """`lax`: it must come back when another site sends the browser here."""
        response.set_cookie(
            f"{self._mark}{name}",
            value,
            max_age=int(seconds),
            path="/",
            secure=self._secure,
            httponly=True,
            samesite="lax" if lax else "strict",
        )

    def drop(self, response: Response, name: str) -> None:
        self.put(response, name, "", 0)


class Door:
    NAME = "sovereign_session"

    def __init__(self, passes: Passes, cookies: Cookies) -> None:
        self._passes = passes
        self._cookies = cookies

    def to(self, right: Right) -> Callable[[Request], Awaitable[AdminRecord]]:
        """A dependency: the admin who asks, if they may at some tenant; at which is asked of `may_at`.

        Raises `AdminProblem`.
        """

        async def admitted(request: Request) -> AdminRecord:
            admin = await self.admin(request)
            if not may([grant.role for grant in admin.grants], right):
                raise AdminProblem(Code.NOT_PERMITTED, f"this is for the roles {', '.join(sorted(HOLDERS[right]))}")
            return admin

        return admitted

    async def admin(self, request: Request) -> AdminRecord:
        """Raises `AdminProblem`."""
        try:
            return await self._passes.holder(self.session(request))
        except Refused:
            raise AdminProblem(Code.NOT_LOGGED_IN, f"this session has ended, or never was one; {CURE}") from None

    def session(self, request: Request) -> str:
        """As it was sent. Raises `AdminProblem`."""
        self.check_origin(request)
        session = bearer(request) or self._cookies.get(request, self.NAME)
        if not session:
            raise AdminProblem(Code.NOT_LOGGED_IN, f"nobody is logged in; {CURE}")
        return session

    def check_origin(self, request: Request) -> None:
        """Raises `AdminProblem`."""
        if request.method not in SAFE and bearer(request) is None and CSRF not in request.headers:
            raise AdminProblem(Code.NOT_PERMITTED, f"send the header {CSRF}: 1, which no other site's page can")

    def let_in(self, response: Response, token: str) -> Response:
        self._cookies.put(response, self.NAME, token, LASTS)
        return response

    def let_out(self, response: Response) -> Response:
        self._cookies.drop(response, self.NAME)
        return response


def address_of(request: Request) -> str:
    """Of the other end of the connection. No header says otherwise: behind a proxy, all come from that."""
    return request.client.host if request.client is not None else ""


def bearer(request: Request) -> str | None:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip().startswith(f"{SESSION}_") else None
