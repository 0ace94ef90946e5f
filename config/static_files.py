"""Static files as they are served: style sheets without comments and line ends."""

from django.core.files.base import ContentFile, File
from rcssmin import cssmin
from whitenoise.storage import CompressedManifestStaticFilesStorage


class SmallStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Hashed and compressed names; style sheets hold only what browsers read."""

    def _save(self, name: str, content: File) -> str:
        if name.endswith(".css"):
            content.seek(0)
            text = content.read()
            if isinstance(text, bytes):
                text = text.decode()
            content = ContentFile(cssmin(text).encode(), name=name)
        saved: str = super()._save(name, content)
        return saved
