#include "search_kernels.h"
#include <string.h>

#if defined(__x86_64__)
  #include <immintrin.h>
#endif

// The first place from `low` on whose number is not below the wanted one: steps that double, then halves without branches.
static size_t seek(const uint32_t *numbers, size_t count, size_t low, uint32_t wanted) {
  size_t step = 1;
  while (low + step < count && numbers[low + step] < wanted) {
    low += step;
    step *= 2;
  }
  size_t left = (low + step < count ? low + step : count) - low;
  while (left > 0) {
    size_t half = (left + 1) >> 1;
    low = numbers[low + half - 1] < wanted ? low + half : low;
    left -= half;
  }
  return low;
}

// A list so many times as long as the other is not read through.
#define LONGER 16

static size_t intersect_few(
  const uint32_t *few, size_t count_few, const uint32_t *many, size_t count_many, uint32_t *places_few,
  uint32_t *places_many) {
  size_t at = 0, kept = 0;
  for (size_t i = 0; i < count_few && at < count_many; i++) {
    at = many[at] < few[i] ? seek(many, count_many, at, few[i]) : at;
    if (at == count_many) break;
    places_few[kept] = (uint32_t)i;
    places_many[kept] = (uint32_t)at;
    kept += many[at] == few[i];
  }
  return kept;
}

size_t sk_intersect(
  const uint32_t *a, size_t count_a, const uint32_t *b, size_t count_b, uint32_t *places_a, uint32_t *places_b) {
  if (count_a > LONGER * count_b) return intersect_few(b, count_b, a, count_a, places_b, places_a);
  if (count_b > LONGER * count_a) return intersect_few(a, count_a, b, count_b, places_a, places_b);
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
    uint8_t of_a = counts_a[i] & (uint8_t)-in_a, of_b = counts_b[j] & (uint8_t)-in_b;
    ordinals[kept] = in_a ? x : y;
    from_a[kept] = of_a;
    from_b[kept] = of_b;
    kept += (of_a | of_b) != 0;
    i += in_a;
    j += in_b;
  }
  for (; i < count_a; i++) {
    ordinals[kept] = a[i];
    from_a[kept] = counts_a[i];
    from_b[kept] = 0;
    kept += counts_a[i] != 0;
  }
  for (; j < count_b; j++) {
    ordinals[kept] = b[j];
    from_a[kept] = 0;
    from_b[kept] = counts_b[j];
    kept += counts_b[j] != 0;
  }
  return kept;
}

// Appends an entry if its counts will do.
static inline __attribute__((always_inline)) size_t keep(
  const sk_shared *out, size_t kept, uint32_t ordinal, uint8_t from_a, uint8_t from_b, int good) {
  out->ordinals[kept] = ordinal;
  out->from_a[kept] = from_a;
  out->from_b[kept] = from_b;
  return kept + (size_t)good;
}

// A list so many times as long as the other is not looked up as a whole.
#define FEW 32

// Whether of what `few` has up to `end` there is less than a part of what is left of `many`.
static inline int is_few(const sk_list *few, const sk_list *many, uint32_t end) {
  size_t place = few->at + (many->count - many->at) / FEW;
  return place >= few->count || few->ordinals[place] > end;
}

// Of two lists one is much longer: what the shorter one has up to `end` is looked for there.
static size_t share_few(sk_list *few, sk_list *many, uint32_t end, int zeros, const sk_shared *out, size_t kept) {
  size_t i = few->at, at = many->at;
  for (; i < few->count && few->ordinals[i] <= end; i++) {
    uint32_t wanted = few->ordinals[i];
    if (at < many->count && many->ordinals[at] < wanted) at = seek(many->ordinals, many->count, at, wanted);
    if (at == many->count || many->ordinals[at] != wanted) continue;
    kept = keep(out, kept, wanted, few->counts[i], many->counts[at], zeros || (few->counts[i] && many->counts[at]));
  }
  few->at = i;
  many->at = many->ordinals[many->count - 1] <= end ? many->count : seek(many->ordinals, many->count, at, end + 1);
  return kept;
}

// Marks what a list has up to `end` with its count and `more`, and returns the place behind it.
static size_t mark(uint8_t *table, const sk_list *list, uint32_t end, uint8_t more) {
  // Copies: a mark could be anything, were they not.
  const uint32_t *ordinals = list->ordinals;
  const uint8_t *counts = list->counts;
  const size_t count = list->count;
  size_t i = list->at;
  for (; i + 4 <= count && ordinals[i + 3] <= end; i += 4) {
    uint32_t four;
    memcpy(&four, counts + i, 4);
    four += 0x01010101u * more;
    for (int k = 0; k < 4; k++) table[ordinals[i + (size_t)k]] = (uint8_t)(four >> (8 * k));
  }
  for (; i < count && ordinals[i] <= end; i++) table[ordinals[i]] = counts[i] + more;
  return i;
}

// Takes marks back, one by one or the whole stretch of the table, whichever is less to write.
static void clear(uint8_t *table, const sk_list *list, size_t to) {
  if (to == list->at) return;
  uint32_t first = list->ordinals[list->at], last = list->ordinals[to - 1];
  if ((last - first) / 32 < to - list->at) memset(table + first, 0, (size_t)(last - first) + 1);
  else
    for (size_t i = list->at; i < to; i++) table[list->ordinals[i]] = 0;
}

// Those of the second list up to `end` that are marked. A mark is the count of the first list and `more`.
static size_t share_marked(
  const uint8_t *table, sk_list *b, uint32_t end, uint8_t more, const sk_shared *out, size_t kept) {
  for (; b->at < b->count && b->ordinals[b->at] <= end; b->at++) {
    uint32_t ordinal = b->ordinals[b->at];
    uint8_t found = table[ordinal], times = b->counts[b->at] + more;
    kept = keep(out, kept, ordinal, found - more, b->counts[b->at], (found != 0) & (times != 0));
  }
  return kept;
}

#if defined(__x86_64__)
// The same for eight at a time, without a branch that depends on which of them are marked, be it none.
__attribute__((target("avx2,bmi,bmi2,popcnt"))) static size_t share_wide(
  const uint8_t *table, sk_list *b, uint32_t end, uint8_t more, const sk_shared *out, size_t kept) {
  const __m128i added = _mm_set1_epi8((char)more), zero = _mm_setzero_si128();
  // Copies: what is written could be anything, were they not.
  const sk_shared into = *out;
  const sk_list list = *b;
  size_t i = list.at;
  for (; i + 8 <= list.count && list.ordinals[i + 7] <= end; i += 8) {
    const uint32_t *x = list.ordinals + i;
    uint64_t found = 0;
    for (int k = 0; k < 8; k++) found |= (uint64_t)table[x[k]] << (8 * k);
    __m128i marks = _mm_cvtsi64_si128((long long)found);
    __m128i times = _mm_add_epi8(_mm_loadl_epi64((const __m128i *)(list.counts + i)), added);
    uint64_t none = (uint64_t)_mm_cvtsi128_si64(_mm_cmpeq_epi8(_mm_min_epu8(marks, times), zero));
    // The places of those that are kept, one byte each.
    __m128i places = _mm_cvtsi64_si128((long long)_pext_u64(0x0706050403020100, ~none));
    __m256i ordinals = _mm256_loadu_si256((const __m256i *)x);
    _mm256_storeu_si256(
      (__m256i *)(into.ordinals + kept), _mm256_permutevar8x32_epi32(ordinals, _mm256_cvtepu8_epi32(places)));
    _mm_storel_epi64((__m128i *)(into.from_a + kept), _mm_sub_epi8(_mm_shuffle_epi8(marks, places), added));
    _mm_storel_epi64((__m128i *)(into.from_b + kept), _mm_sub_epi8(_mm_shuffle_epi8(times, places), added));
    kept += (size_t)__builtin_popcountll(~none) >> 3;
  }
  b->at = i;
  return share_marked(table, b, end, more, out, kept);
}
#endif

static inline uint32_t smaller(uint32_t a, uint32_t b) { return a < b ? a : b; }

// What is left of both: where it begins, and where the first of them ends, which is not before that.
static inline uint32_t base_of(const sk_list *a, const sk_list *b) { return smaller(a->ordinals[a->at], b->ordinals[b->at]); }
static inline uint32_t end_of(const sk_list *a, const sk_list *b) {
  return smaller(a->ordinals[a->count - 1], b->ordinals[b->count - 1]);
}

// Passes over what the one has before the other begins.
static void draw_level(sk_list *a, sk_list *b) {
  uint32_t x = a->ordinals[a->at], y = b->ordinals[b->at];
  if (x < y) a->at = seek(a->ordinals, a->count, a->at, y);
  if (y < x) b->at = seek(b->ordinals, b->count, b->at, x);
}

// As far as the table reaches, or until one is used up.
static size_t share_span(
  uint8_t *marks, size_t span, sk_list *a, sk_list *b, int zeros, const sk_shared *out, size_t kept, int wide) {
  uint32_t base = base_of(a, b), end = end_of(a, b);
  if (end - base >= span) end = base + (uint32_t)(span - 1);
  if (is_few(a, b, end)) return share_few(a, b, end, zeros, out, kept);
  if (is_few(b, a, end)) {
    sk_shared turned = {out->ordinals, out->from_b, out->from_a};
    return share_few(b, a, end, zeros, &turned, kept);
  }
  // Where the mark of entry 0 would stand.
  uint8_t *table = (uint8_t *)((uintptr_t)marks - base), more = zeros ? 1 : 0;
  size_t to = mark(table, a, end, more);
#if defined(__x86_64__)
  if (wide) kept = share_wide(table, b, end, more, out, kept);
#endif
  if (!wide) kept = share_marked(table, b, end, more, out, kept);
  clear(table, a, to);
  a->at = to;
  return kept;
}

size_t sk_share(uint8_t *table, size_t span, sk_list *a, sk_list *b, int zeros, const sk_shared *out, int wide) {
  size_t kept = 0;
  while (a->at < a->count && b->at < b->count) {
    if (end_of(a, b) - base_of(a, b) >= span) draw_level(a, b);
    if (a->at < a->count && b->at < b->count) kept = share_span(table, span, a, b, zeros, out, kept, wide);
  }
  return kept;
}

size_t sk_places(const uint32_t *a, size_t count_a, const uint32_t *b, size_t count_b, uint32_t *places) {
  size_t at = 0;
  for (size_t i = 0; i < count_a; i++) {
    if (at < count_b && b[at] < a[i]) at = seek(b, count_b, at, a[i]);
    if (at >= count_b || b[at] != a[i]) return i;
    places[i] = (uint32_t)at++;
  }
  return count_a;
}
