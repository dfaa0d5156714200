#include "search_kernels.h"

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

// Of two lists one is much longer: what the shorter one has is looked for there.
static size_t share_few(const sk_list *few, const sk_list *many, int zeros, const sk_shared *out) {
  size_t kept = 0, at = 0;
  for (size_t i = 0; i < few->count; i++) {
    uint32_t wanted = few->ordinals[i];
    if (many->ordinals[at] < wanted) at = seek(many->ordinals, many->count, at, wanted);
    if (at == many->count) break;
    if (many->ordinals[at] != wanted) continue;
    kept = keep(out, kept, wanted, few->counts[i], many->counts[at], zeros || (few->counts[i] && many->counts[at]));
  }
  return kept;
}

// Those of the second list from `from` on that are marked. A mark is the count of the first list and `more`.
static size_t share_marked(
  const uint8_t *table, const sk_list *b, size_t from, uint8_t more, const sk_shared *out, size_t kept) {
  for (size_t i = from; i < b->count; i++) {
    uint8_t mark = table[b->ordinals[i]], times = b->counts[i] + more;
    kept = keep(out, kept, b->ordinals[i], mark - more, b->counts[i], (mark != 0) & (times != 0));
  }
  return kept;
}

#if defined(__x86_64__)
// The same for eight at a time, without a branch that depends on which of them are marked.
__attribute__((target("avx2,bmi,bmi2,popcnt"))) static size_t share_wide(
  const uint8_t *table, const sk_list *b, uint8_t more, const sk_shared *out) {
  const __m128i added = _mm_set1_epi8((char)more), zero = _mm_setzero_si128();
  // Copies: what is written could be anything, were they not.
  const sk_list list = *b;
  const sk_shared to = *out;
  size_t kept = 0, i = 0;
  for (; i + 8 <= list.count; i += 8) {
    const uint32_t *x = list.ordinals + i;
    uint64_t found = 0;
    for (int k = 0; k < 8; k++) found |= (uint64_t)table[x[k]] << (8 * k);
    if (!found) continue;
    __m128i marks = _mm_cvtsi64_si128((long long)found);
    __m128i times = _mm_add_epi8(_mm_loadl_epi64((const __m128i *)(list.counts + i)), added);
    uint64_t none = (uint64_t)_mm_cvtsi128_si64(_mm_cmpeq_epi8(_mm_min_epu8(marks, times), zero));
    // The places of those that are kept, one byte each.
    __m128i places = _mm_cvtsi64_si128((long long)_pext_u64(0x0706050403020100, ~none));
    __m256i ordinals = _mm256_loadu_si256((const __m256i *)x);
    _mm256_storeu_si256(
      (__m256i *)(to.ordinals + kept), _mm256_permutevar8x32_epi32(ordinals, _mm256_cvtepu8_epi32(places)));
    _mm_storel_epi64((__m128i *)(to.from_a + kept), _mm_sub_epi8(_mm_shuffle_epi8(marks, places), added));
    _mm_storel_epi64((__m128i *)(to.from_b + kept), _mm_sub_epi8(_mm_shuffle_epi8(times, places), added));
    kept += (size_t)__builtin_popcountll(~none) >> 3;
  }
  return share_marked(table, b, i, more, out, kept);
}
#endif

size_t sk_share(uint8_t *marks, uint32_t base, const sk_list *a, const sk_list *b, int zeros, const sk_shared *out, int wide) {
  if (a->count == 0 || b->count == 0) return 0;
  if (b->count > FEW * a->count) return share_few(a, b, zeros, out);
  if (a->count > FEW * b->count) {
    sk_shared turned = {out->ordinals, out->from_b, out->from_a};
    return share_few(b, a, zeros, &turned);
  }
  // Where the mark of entry 0 would stand.
  uint8_t *table = (uint8_t *)((uintptr_t)marks - base), more = zeros ? 1 : 0;
  // Copies, and not what they were copied from: a mark could be anything.
  const uint32_t *ordinals = a->ordinals;
  const uint8_t *counts = a->counts;
  const size_t count = a->count;
  for (size_t k = 0; k < count; k++) table[ordinals[k]] = counts[k] + more;
  size_t kept;
#if defined(__x86_64__)
  if (wide) kept = share_wide(table, b, more, out);
  else
#endif
    kept = share_marked(table, b, 0, more, out, 0);
  for (size_t k = 0; k < count; k++) table[ordinals[k]] = 0;
  (void)wide;
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
