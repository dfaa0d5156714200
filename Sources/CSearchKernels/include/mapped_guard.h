// Keeps a process alive when a page of a mapped file can no longer be read, because somebody shortened the file or its disk
// fails: what is lost reads as zeros, and is known as lost.
#pragma once
#include <stddef.h>

typedef struct sk_guard sk_guard;

// Guards a mapping until `sk_guard_end`, which must come before it is unmapped. NULL where that is not possible; reading a
// lost page then ends the process as it does without a guard.
sk_guard *sk_guard_begin(void *base, size_t size);
void sk_guard_end(sk_guard *guard);

#define SK_INTACT ((size_t)-1)

// Where in the mapping the first page began that could not be read, and from where on all is zeros; SK_INTACT if none.
size_t sk_guard_lost(const sk_guard *guard);
