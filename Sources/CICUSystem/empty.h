/* Supplies link flags only: nobody imports ICU headers from Swift (they clash with the toolchain own ICU). */
