#include "search_kernels.h"
#include <string.h>

// One number of a table of numbers of so many bits, at most 32.
static inline uint32_t number(const uint8_t *table, uint32_t width, size_t place) {
  size_t bit = place * width;
  uint64_t word;
  memcpy(&word, table + (bit >> 3), 8);
  return (uint32_t)(word >> (bit & 7) & (((uint64_t)1 << width) - 1));
}

static inline int has_table(const sk_reader *r) { return r->count > SK_BLOCK; }

static inline uint32_t blocks(const sk_reader *r) { return (uint32_t)(((uint64_t)r->count + SK_BLOCK - 1) / SK_BLOCK); }

// The last ordinal of a block, or something larger.
static inline uint32_t last_of(const sk_reader *r, uint32_t block) {
  return has_table(r) ? number(r->lasts, r->last_width, block) : UINT32_MAX;
}

// Makes the next block ready to be decoded; 0 if it is nowhere.
static inline int enter(sk_reader *r, uint32_t last, sk_block *out, uint32_t *ordinals, uint8_t *counts) {
  const uint8_t *start = r->from, *end = r->end;
  uint32_t table = r->table, left = r->count - SK_BLOCK * r->number, count = left < SK_BLOCK ? left : SK_BLOCK;
  if (start > end) return 0;
  if (has_table(r)) {
    end = r->blocks + number(r->ends, r->end_width, r->number);
    table = *start++;
  }
  if (r->zeros) start += (count + 7) >> 3;
  if (start > end || end > r->end || table > 15 || r->base > r->limit) return 0;
  sk_fetch(end);
  *out = (sk_block){
    .start = start, .end = end, .steps = r->steps + ((size_t)table << 12), .ordinals = ordinals, .counts = counts,
    .count = count, .base = (uint32_t)r->base};
  r->number++;
  r->from = end;
  r->base = (uint64_t)last + 1;
  return 1;
}

// Counts that are 0 are told apart by a bit each, before the streams.
static void set_zeros(const sk_block *b) {
  const uint8_t *flags = b->start - ((b->count + 7) >> 3);
  for (uint32_t i = 0; i < b->count; i++)
    if (flags[i >> 3] >> (i & 7) & 1) b->counts[i] = 0;
}

// Decodes blocks whose postings stand one behind the other. A block begins where the table says that the one before ends, which
// proves nothing about what that one says.
static ptrdiff_t decode(sk_reader *r, sk_block *some, size_t count) {
  if (count == 0) return 0;
  sk_decode(some, count, r->wide);
  ptrdiff_t total = 0;
  for (size_t k = 0; k < count; k++) {
    const sk_block *b = some + k;
    if (b->used != (uint64_t)(b->end - b->start) || b->next > r->limit || b->ordinals[0] < r->after) return SK_BAD_BLOCK;
    r->after = (uint32_t)b->next;
    if (r->zeros) set_zeros(b);
    total += b->count;
  }
  return total;
}

ptrdiff_t sk_read(sk_reader *r, size_t most, uint32_t *ordinals, uint8_t *counts) {
  sk_block some[SK_LANES];
  size_t k = 0;
  for (; k < most && r->number < blocks(r); k++) {
    size_t at = SK_BLOCK * k;
    if (!enter(r, last_of(r, r->number), some + k, ordinals + at, counts + at)) return SK_NO_BLOCK;
  }
  return decode(r, some, k);
}

// Goes on to the first block whose last ordinal is not below the wanted one: steps that double, then halves. Returns that last
// ordinal; behind the last block there is none.
static inline uint32_t find(sk_reader *r, uint32_t wanted) {
  const uint32_t end = blocks(r);
  uint32_t last = last_of(r, r->number);
  if (last >= wanted) return last;
  uint32_t low = r->number, step = 1;
  while (low + step < end && last_of(r, low + step) < wanted) {
    low += step;
    step *= 2;
  }
  uint32_t high = low + step < end ? low + step : end;
  for (low++; low < high;) {
    uint32_t middle = low + (high - low) / 2;
    if (last_of(r, middle) < wanted) low = middle + 1;
    else high = middle;
  }
  r->number = low;
  if (low == end) return 0;
  r->from = r->blocks + number(r->ends, r->end_width, low - 1);
  r->base = (uint64_t)last_of(r, low - 1) + 1;
  return last_of(r, low);
}

ptrdiff_t sk_read_wanted(
  sk_reader *r, const uint32_t *wanted, size_t count, int sparse, uint32_t *ordinals, uint8_t *counts) {
  sk_block some[SK_LANES];
  size_t k = 0, next = 0;
  while (k < SK_LANES && next < count && r->number < blocks(r)) {
    uint32_t last = find(r, wanted[next]);
    if (r->number == blocks(r)) break;
    size_t at = SK_BLOCK * k;
    if (!enter(r, last, some + k, ordinals + at, counts + at)) return SK_NO_BLOCK;
    k++;
    if (last >= wanted[count - 1]) break;
    // With many wanted for each block the next one has some, too.
    while (sparse && wanted[next] <= last) next++;
  }
  return decode(r, some, k);
}
