/* Supplies link flags only: OpenSSL is used through the shim CDigest. */
