"""The language of an answer: what the request prefers of those that there are, else Chinese."""

from starlette.requests import Request

from api.texts import DEFAULT_LANGUAGE, LANGUAGES


def language_of(request: Request) -> str:
    """Returns ``zh`` or ``en`` by the request's Accept-Language."""
    return preferred(request.headers.get("accept-language", ""))


def preferred(header: str) -> str:
    """Returns the language that an Accept-Language header gives the highest weight."""
    best, weight = DEFAULT_LANGUAGE, 0.0
    for part in header.split(","):
        tag, *settings = part.strip().lower().split(";")
        lang = tag.strip().split("-")[0]
        quality = 1.0
        for setting in settings:
            name, _, value = setting.strip().partition("=")
            if name == "q":
                try:
                    quality = float(value)
                except ValueError:
                    quality = 0.0
        if lang in LANGUAGES and quality > weight:
            best, weight = lang, quality
    return best
