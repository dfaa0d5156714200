#include "search_kernels.h"
#include <string.h>

static inline __attribute__((always_inline)) uint64_t load64(const uint8_t *p) {
  uint64_t word;
  memcpy(&word, p, 8);
  return word;
}

// A row of steps: in the low byte the bits of the posting; in the high byte those of them that are bits of the gap, and from
// bit 6 occurrences - 1. Shifts take their number modulo 64, so a row shifts a word over its posting as it stands.
#define ROW(steps, word) ((steps)[(word) & 4095])
#define TOTAL(row) ((row) & 63)
#define WIDTH(row) ((row) >> 8 & 63)

#define FORWARD(start, bits) (load64((start) + ((bits) >> 3)) >> ((bits) & 7))
#define BACKWARD(end, bits) (__builtin_bswap64(load64((end) - 8 - ((bits) >> 3))) >> ((bits) & 7))

static inline __attribute__((always_inline)) uint64_t used(uint64_t forward, uint64_t backward) {
  return ((forward + 7) >> 3) + ((backward + 7) >> 3);
}

// One posting after the other, whatever its size.
static void decode(sk_block *b) {
  uint64_t next = (uint64_t)b->base - 1, bits[2] = {0, 0};
  for (uint32_t i = 0; i < b->count; i++) {
    uint64_t word = i & 1 ? BACKWARD(b->end, bits[1]) : FORWARD(b->start, bits[0]);
    uint32_t row = ROW(b->steps, word), width = WIDTH(row), total = TOTAL(row);
    uint64_t top = (uint64_t)1 << width;
    next += ((word >> (total - width)) & (top - 1)) | top;
    b->ordinals[i] = (uint32_t)next;
    b->counts[i] = (uint8_t)((row >> 14) + 1);
    bits[i & 1] += total;
  }
  b->next = next + 1;
  b->used = used(bits[0], bits[1]);
}

#if defined(__x86_64__)
  #include <immintrin.h>
  #pragma clang attribute push(__attribute__((target("avx2,bmi,bmi2"))), apply_to = function)

#define FULL 128
// In a posting of more bits the second of two that one word holds could be cut off; with a wider gap the sum could overflow.
#define MOST_TOTAL 28
#define MOST_WIDTH 23

// What the streams of one block say before it is known what the postings are.
typedef struct {
  uint16_t rows[FULL];
  uint32_t words[FULL];
} steps;

// Where a stream goes on is kept as the number of a bit in memory: one register a stream instead of two. A stream that runs
// backwards has that number negative.
#define FORWARD_AT(bit) (load64((const uint8_t *)((bit) >> 3)) >> ((bit) & 7))
#define BACKWARD_AT(bit) (__builtin_bswap64(load64((const uint8_t *)~((int64_t)(bit) >> 3) - 7)) >> ((bit) & 7))

// Two postings of one stream from one word. The places of the streams stay in registers of their own: gathered in a wide one,
// as the compiler would have it, each step would wait for it.
#define TWO(word, table, out, place, bit)                 \
  do {                                                    \
    uint64_t w_ = (word);                                 \
    uint32_t a_ = ROW(table, w_);                         \
    (out)->words[place] = (uint32_t)w_;                   \
    (out)->rows[place] = (uint16_t)a_;                    \
    w_ >>= TOTAL(a_);                                     \
    uint32_t b_ = ROW(table, w_);                         \
    (out)->words[(place) + 2] = (uint32_t)w_;             \
    (out)->rows[(place) + 2] = (uint16_t)b_;              \
    uint64_t both_ = (uint8_t)(a_ + b_);                  \
    __asm__ volatile("addq %1, %0" : "+r"(bit) : "r"(both_) : "memory");\
  } while (0)

// Follows two streams of each of `lanes` blocks at the same time, so that the processor waits for none of them. Runs over the
// end of shorter blocks. `bits` are what the streams took.
static inline __attribute__((always_inline)) void walk(
  const sk_block *const *blocks, const int lanes, steps *out, uint64_t (*bits)[2]) {
  uint64_t forward[4], backward[4];
  const uint16_t *table[4];
  for (int k = 0; k < lanes; k++) {
    forward[k] = (uint64_t)blocks[k]->start << 3;
    backward[k] = -((uint64_t)blocks[k]->end << 3);
    table[k] = blocks[k]->steps;
  }
  for (uint32_t i = 0; i < FULL; i += 4) {
    #pragma clang loop unroll(full)
    for (int k = 0; k < lanes; k++) {
      TWO(FORWARD_AT(forward[k]), table[k], out + k, i, forward[k]);
      TWO(BACKWARD_AT(backward[k]), table[k], out + k, i + 1, backward[k]);
    }
  }
  for (int k = 0; k < lanes; k++) {
    bits[k][0] = forward[k] - ((uint64_t)blocks[k]->start << 3);
    bits[k][1] = backward[k] + ((uint64_t)blocks[k]->end << 3);
  }
}

// The running sums of eight numbers.
static inline __m256i sums(__m256i v) {
  v = _mm256_add_epi32(v, _mm256_slli_si256(v, 4));
  v = _mm256_add_epi32(v, _mm256_slli_si256(v, 8));
  return _mm256_add_epi32(v, _mm256_shuffle_epi32(_mm256_permute2x128_si256(v, v, 0x08), 0xFF));
}

// Ordinals and counts of a full block; 0 if a posting is too large.
static int resolve(const steps *in, uint32_t base, uint32_t *ordinals, uint8_t *counts) {
  const __m256i one = _mm256_set1_epi32(1), low = _mm256_set1_epi32(63), last = _mm256_set1_epi32(7);
  const __m256i most = _mm256_set1_epi16(MOST_WIDTH << 8 | MOST_TOTAL), six = _mm256_set1_epi8(63);
  __m256i before = _mm256_set1_epi32((int)(base - 1)), over = _mm256_setzero_si256();
  for (int i = 0; i < FULL; i += 16) {
    __m256i rows = _mm256_loadu_si256((const __m256i *)(in->rows + i));
    over = _mm256_or_si256(over, _mm256_cmpgt_epi8(_mm256_and_si256(rows, six), most));
    __m256i times = _mm256_add_epi16(_mm256_srli_epi16(rows, 14), _mm256_set1_epi16(1));
    _mm_storeu_si128(
      (__m128i *)(counts + i), _mm_packus_epi16(_mm256_castsi256_si128(times), _mm256_extracti128_si256(times, 1)));
    for (int half = 0; half < 2; half++) {
      __m256i row = _mm256_cvtepu16_epi32(half ? _mm256_extracti128_si256(rows, 1) : _mm256_castsi256_si128(rows));
      __m256i width = _mm256_and_si256(_mm256_srli_epi32(row, 8), low);
      __m256i code = _mm256_sub_epi32(_mm256_and_si256(row, low), width);
      __m256i word = _mm256_loadu_si256((const __m256i *)(in->words + i + 8 * half));
      __m256i top = _mm256_sllv_epi32(one, width);
      __m256i rest = _mm256_and_si256(_mm256_srlv_epi32(word, code), _mm256_sub_epi32(top, one));
      __m256i sum = sums(_mm256_or_si256(top, rest));
      _mm256_storeu_si256((__m256i *)(ordinals + i + 8 * half), _mm256_add_epi32(before, sum));
      before = _mm256_add_epi32(before, _mm256_permutevar8x32_epi32(sum, last));
    }
  }
  return _mm256_testz_si256(over, over);
}

static void settle(sk_block *b, const steps *in, uint64_t forward, uint64_t backward) {
  int fits;
  if (b->count == FULL) {
    fits = resolve(in, b->base, b->ordinals, b->counts);
  } else {
    uint32_t ordinals[FULL];
    uint8_t counts[FULL];
    // What stands behind the last posting is no posting, and may be too large without harm, or only seem so.
    fits = resolve(in, b->base, ordinals, counts);
    forward = backward = 0;
    for (uint32_t i = 0; i < b->count; i++) *(i & 1 ? &backward : &forward) += TOTAL(in->rows[i]);
    memcpy(b->ordinals, ordinals, 4 * b->count);
    memcpy(b->counts, counts, b->count);
  }
  if (!fits) {
    decode(b);
    return;
  }
  b->next = (uint64_t)b->ordinals[b->count - 1] + 1;
  b->used = used(forward, backward);
}

#define WALK(name, lanes)                                                                    \
  static void name(sk_block *blocks, size_t count) {                                         \
    const sk_block *from[lanes];                                                             \
    steps out[lanes];                                                                        \
    uint64_t bits[lanes][2];                                                                 \
    for (size_t k = 0; k < lanes; k++) from[k] = blocks + (k < count ? k : count - 1);       \
    walk(from, lanes, out, bits);                                                            \
    for (size_t k = 0; k < count; k++) settle(blocks + k, out + k, bits[k][0], bits[k][1]);  \
  }

WALK(decode_one, 1)
WALK(decode_two, 2)
WALK(decode_four, 4)
  #pragma clang attribute pop

// Fewer postings by themselves are decoded one after the other.
#define ALONE 48

static void decode_wide(sk_block *blocks, size_t count) {
  if (count == 1) (blocks->count < ALONE ? decode(blocks) : decode_one(blocks, 1));
  if (count == 2) decode_two(blocks, 2);
  if (count > 2) decode_four(blocks, count);
}

int sk_has_wide(void) {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("bmi");
}
#else
int sk_has_wide(void) { return 0; }
#endif

void sk_decode(sk_block *blocks, size_t count, int wide) {
#if defined(__x86_64__)
  if (wide) {
    decode_wide(blocks, count);
    return;
  }
#endif
  (void)wide;
  for (size_t k = 0; k < count; k++) decode(blocks + k);
}

void sk_score(
  float *scores, const uint32_t *ordinals, const uint8_t *counts, size_t count, const uint8_t *lengths, const float *table,
  float idf) {
  // Rounded twice, as where one score is explained.
  #pragma clang fp contract(off)
  for (size_t i = 0; i < count; i++) {
    float part = idf * table[(size_t)counts[i] << 8 | lengths[ordinals[i]]];
    scores[i] += part;
  }
}

size_t sk_choose(const sk_choice *c, uint32_t *places, size_t count, float *scores) {
  #pragma clang fp contract(off)
  size_t kept = 0;
  for (size_t i = 0; i < count; i++) {
    size_t place = places[i], length = c->lengths[c->ordinals[place]];
    float score = c->idf_first * c->table[(size_t)c->first[place] << 8 | length];
    if (c->second) score += c->idf_second * c->table[(size_t)c->second[place] << 8 | length];
    places[kept] = (uint32_t)place;
    scores[kept] = score;
    kept += score * c->weight > c->worst;
  }
  return kept;
}

// As far as there are 32 at a time; `at` is behind the last of them.
#if defined(__x86_64__)
__attribute__((target("avx2"))) static size_t promising_avx2(
  const uint8_t passing[16], const uint8_t *first, const uint8_t *second, size_t count, uint32_t *places, size_t *at) {
  const __m256i zero = _mm256_setzero_si256(), one = _mm256_set1_epi8(1);
  const __m256i table = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)passing));
  const __m256i bits = _mm256_broadcastsi128_si256(_mm_setr_epi8(1, 2, 4, 8, 16, 32, 64, -128, 0, 0, 0, 0, 0, 0, 0, 0));
  size_t kept = 0, i = 0;
  for (; i + 32 <= count; i += 32) {
    __m256i wanted = _mm256_shuffle_epi8(table, _mm256_loadu_si256((const __m256i *)(first + i)));
    __m256i bit = second ? _mm256_shuffle_epi8(bits, _mm256_loadu_si256((const __m256i *)(second + i))) : one;
    __m256i none = _mm256_cmpeq_epi8(_mm256_and_si256(wanted, bit), zero);
    for (uint32_t found = ~(uint32_t)_mm256_movemask_epi8(none); found; found &= found - 1)
      places[kept++] = (uint32_t)(i + (size_t)__builtin_ctz(found));
  }
  *at = i;
  return kept;
}
#endif

size_t sk_promising(
  const uint8_t passing[16], const uint8_t *first, const uint8_t *second, size_t count, uint32_t *places, int avx2) {
  size_t kept = 0, i = 0;
#if defined(__x86_64__)
  if (avx2) kept = promising_avx2(passing, first, second, count, places, &i);
#endif
  (void)avx2;
  for (; i < count; i++) {
    places[kept] = (uint32_t)i;
    kept += passing[first[i]] >> (second ? second[i] : 0) & 1;
  }
  return kept;
}

size_t sk_above(const float *scores, size_t from, size_t count, float worst) {
  size_t i = from;
  for (; i + 16 <= count; i += 16) {
    int any = 0;
    for (size_t k = 0; k < 16; k++) any |= scores[i + k] > worst;
    if (any) break;
  }
  while (i < count && !(scores[i] > worst)) i++;
  return i;
}
