#include "search_kernels.h"
#include <string.h>

static inline __attribute__((always_inline)) uint64_t load64(const uint8_t *p) {
  uint64_t word;
  memcpy(&word, p, 8);
  return word;
}

// One step of a stream: `word` begins with the code. Adds the gap to `next`, writes the posting, returns the bits used.
#define STEP(word, steps, next, ordinals, counts, place, bits)                  \
  do {                                                                          \
    uint64_t w_ = (word);                                                       \
    uint32_t s_ = (steps)[w_ & 4095];                                           \
    uint32_t width_ = s_ & 31, length_ = s_ >> 8;                               \
    uint64_t top_ = (uint64_t)1 << width_;                                      \
    (next) += ((w_ >> length_) & (top_ - 1)) | top_;                            \
    (ordinals)[place] = (uint32_t)(next);                                       \
    (counts)[place] = (uint8_t)((s_ >> 5 & 3) + 1);                             \
    (bits) += length_ + width_;                                                 \
  } while (0)

#define FORWARD(block, bits) (load64((block)->start + ((bits) >> 3)) >> ((bits) & 7))
#define BACKWARD(block, bits) (__builtin_bswap64(load64((block)->end - 8 - ((bits) >> 3))) >> ((bits) & 7))

static inline __attribute__((always_inline)) void finish(sk_block *b, uint64_t next, uint64_t forward, uint64_t backward) {
  b->next = next + 1;
  b->used = ((forward + 7) >> 3) + ((backward + 7) >> 3);
}

// The same code twice: with and without the shifts that BMI2 has.
#define DECODE(name) \
  static void name(sk_block *b) { \
    const uint16_t *steps = b->steps; \
    uint32_t *ordinals = b->ordinals; \
    uint8_t *counts = b->counts; \
    uint64_t next = (uint64_t)b->base - 1, forward = 0, backward = 0; \
    uint32_t i = 0, count = b->count; \
    for (; i + 1 < count; i += 2) { \
      STEP(FORWARD(b, forward), steps, next, ordinals, counts, i, forward); \
      STEP(BACKWARD(b, backward), steps, next, ordinals, counts, i + 1, backward); \
    } \
    if (i < count) STEP(FORWARD(b, forward), steps, next, ordinals, counts, i, forward); \
    finish(b, next, forward, backward); \
  }

#define DECODE_PAIR(name) \
  static void name(sk_block *a, sk_block *b) { \
    const uint16_t *steps_a = a->steps, *steps_b = b->steps; \
    uint32_t *ordinals_a = a->ordinals, *ordinals_b = b->ordinals; \
    uint8_t *counts_a = a->counts, *counts_b = b->counts; \
    uint64_t next_a = (uint64_t)a->base - 1, next_b = (uint64_t)b->base - 1; \
    uint64_t forward_a = 0, backward_a = 0, forward_b = 0, backward_b = 0; \
    for (uint32_t i = 0; i < 128; i += 2) { \
      STEP(FORWARD(a, forward_a), steps_a, next_a, ordinals_a, counts_a, i, forward_a); \
      STEP(FORWARD(b, forward_b), steps_b, next_b, ordinals_b, counts_b, i, forward_b); \
      STEP(BACKWARD(a, backward_a), steps_a, next_a, ordinals_a, counts_a, i + 1, backward_a); \
      STEP(BACKWARD(b, backward_b), steps_b, next_b, ordinals_b, counts_b, i + 1, backward_b); \
    } \
    finish(a, next_a, forward_a, backward_a); \
    finish(b, next_b, forward_b, backward_b); \
  }

DECODE(decode)
DECODE_PAIR(decode_pair)

#if defined(__x86_64__)
  #pragma clang attribute push(__attribute__((target("bmi,bmi2"))), apply_to = function)
DECODE(decode_bmi2)
DECODE_PAIR(decode_pair_bmi2)
  #pragma clang attribute pop

int sk_has_bmi2(void) { return __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("bmi"); }
#else
  #define decode_bmi2 decode
  #define decode_pair_bmi2 decode_pair
int sk_has_bmi2(void) { return 0; }
#endif

void sk_decode(sk_block *block, int bmi2) { (bmi2 ? decode_bmi2 : decode)(block); }

void sk_decode_pair(sk_block *first, sk_block *second, int bmi2) {
  (bmi2 ? decode_pair_bmi2 : decode_pair)(first, second);
}

size_t sk_intersect(
  const uint32_t *a, size_t count_a, const uint32_t *b, size_t count_b, uint32_t *places_a, uint32_t *places_b) {
  size_t i = 0, j = 0, kept = 0;
  while (i < count_a && j < count_b) {
    uint32_t x = a[i], y = b[j];
    places_a[kept] = (uint32_t)i;
    places_b[kept] = (uint32_t)j;
    kept += x == y;
    i += x <= y;
    j += y <= x;
  }
  return kept;
}

size_t sk_union(
  const uint32_t *a, const uint8_t *counts_a, size_t count_a, const uint32_t *b, const uint8_t *counts_b, size_t count_b,
  uint32_t *ordinals, uint8_t *from_a, uint8_t *from_b) {
  size_t i = 0, j = 0, kept = 0;
  while (i < count_a && j < count_b) {
    uint32_t x = a[i], y = b[j];
    uint8_t in_a = x <= y, in_b = y <= x;
    ordinals[kept] = in_a ? x : y;
    from_a[kept] = counts_a[i] & (uint8_t)-in_a;
    from_b[kept] = counts_b[j] & (uint8_t)-in_b;
    kept++;
    i += in_a;
    j += in_b;
  }
  for (; i < count_a; i++, kept++) {
    ordinals[kept] = a[i];
    from_a[kept] = counts_a[i];
    from_b[kept] = 0;
  }
  for (; j < count_b; j++, kept++) {
    ordinals[kept] = b[j];
    from_a[kept] = 0;
    from_b[kept] = counts_b[j];
  }
  return kept;
}

size_t sk_probe(
  uint8_t *table, const uint32_t *a, const uint8_t *counts_a, size_t count_a, const uint32_t *b, size_t count_b,
  uint32_t *places_b, uint8_t *from_a) {
  for (size_t i = 0; i < count_a; i++) table[a[i]] = counts_a[i];
  size_t kept = 0;
  for (size_t j = 0; j < count_b; j++) {
    uint8_t found = table[b[j]];
    places_b[kept] = (uint32_t)j;
    from_a[kept] = found;
    kept += found != 0;
  }
  for (size_t i = 0; i < count_a; i++) table[a[i]] = 0;
  return kept;
}

void sk_score(
  float *scores, const uint32_t *ordinals, const uint8_t *counts, size_t count, const uint8_t *lengths, const float *table) {
  for (size_t i = 0; i < count; i++) scores[i] += table[(size_t)counts[i] << 8 | lengths[ordinals[i]]];
}
