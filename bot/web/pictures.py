"""Pictures and fonts over HTTP: those that authors name, and no other file."""

from fastapi import APIRouter, HTTPException, Response

from bot.service.pictures import named
from bot.web.site import HereSite

router = APIRouter()
_HEADERS = {
    "Cache-Control": "public, max-age=3600",
    # Opened by itself, a drawing is a page: it may colour itself, and nothing else.
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
}

# The style sheet asks for a font by its mark.
_FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}


@router.get("/picture/{name:path}")
def picture(site: HereSite, name: str) -> Response:
    """Hand out a picture that anybody may see."""
    found = site.pictures(name) if site.pictures is not None and name in named(site.library) else None
    if found is None:
        raise HTTPException(404)
    return Response(found.content, media_type=found.media_type, headers=_HEADERS)


@router.get("/font/{name:path}")
def font(site: HereSite, name: str) -> Response:
    """Hand out a font of the theme."""
    found = site.faces(name) if site.faces is not None and name in site.library.company.theme.font else None
    if found is None:
        raise HTTPException(404)
    return Response(found.content, media_type=found.media_type, headers=_FOR_EVER)
