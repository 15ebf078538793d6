"""国密: SM4-GCM and SM3 out of the same maintained library as AES, in the shape of its AESGCM."""

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.hashes import SM3, Hash

TAG = 16


def sm3(content: bytes) -> bytes:
    """The SM3 digest (GB/T 32905)."""
    digest = Hash(SM3())
    digest.update(content)
    return digest.finalize()


class Sm4Gcm:
    """SM4 in Galois counter mode (GB/T 32907, RFC 8998); the tag stands behind the text."""

    def __init__(self, key: bytes) -> None:
        self.key = key

    def encrypt(self, nonce: bytes, text: bytes, beside: bytes) -> bytes:
        """Seal the text; what stands beside it cannot be changed either."""
        maker = Cipher(algorithms.SM4(self.key), modes.GCM(nonce)).encryptor()
        maker.authenticate_additional_data(beside)
        return maker.update(text) + maker.finalize() + maker.tag

    def decrypt(self, nonce: bytes, sealed: bytes, beside: bytes) -> bytes:
        """Open it; raises InvalidTag when anything was changed or the key is another."""
        text, tag = sealed[:-TAG], sealed[-TAG:]
        mode = modes.GCM(nonce, tag.rjust(TAG, b"\0"))
        opener = Cipher(algorithms.SM4(self.key), mode).decryptor()
        opener.authenticate_additional_data(beside)
        return opener.update(text) + opener.finalize()
