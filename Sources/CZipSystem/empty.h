/* Supplies link flags only: libxml2 headers pull in ICU headers on Debian, so they stay in the shim. */
