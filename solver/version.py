"""The version of the product: what the package, the command and every plan say."""

VERSION = "0.1.0"
