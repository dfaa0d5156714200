// Inner loops of the search index. Every function trusts its caller to have proved the bounds that its comment names;
// nothing that a file says is used as an address without such a proof.
#pragma once
#include <stddef.h>
#include <stdint.h>

// A block of postings: two streams of bits, one forward from `start`, one backward from `end`. SK_SLACK bytes before
// `start` and behind `end` must be readable; `ordinals` and `counts` must have room for `count`.
typedef struct {
  const uint8_t *start, *end;
  // 4096 rows for the next twelve bits: bits of the posting; from bit 8 those of them behind its code, from bit 14
  // occurrences - 1.
  const uint16_t *steps;
  uint32_t *ordinals;
  uint8_t *counts;
  uint32_t count;
  uint32_t base;
  // Out: one more than the last ordinal; the bytes that both streams took.
  uint64_t next;
  uint64_t used;
} sk_block;

#define SK_SLACK 320

// How far behind a block the bytes are fetched ahead: the blocks that are decoded next mostly stand there.
#define SK_AHEAD 384
static inline void sk_fetch(const uint8_t *end) {
  __builtin_prefetch(end + SK_AHEAD);
  __builtin_prefetch(end + SK_AHEAD + 64);
}

// One to four blocks of 1 to 128 postings each, at the same time if `wide`, which only `sk_has_wide` allows.
void sk_decode(sk_block *blocks, size_t count, int wide);
// Whether this processor has AVX2, BMI and BMI2.
int sk_has_wide(void);

#define SK_BLOCK 128
#define SK_LANES 4

// A list of postings, and how far it was read. What the file says is proved as it is read, but for these: both tables and
// the first block stand between the list's ends, SK_SLACK bytes before and behind the list are readable, and `limit` is below
// 2^31.
typedef struct {
  // Of each block the last ordinal and where it ends, counted from the first block: so many bits each. Only of more than one block.
  const uint8_t *lasts, *ends;
  uint32_t last_width, end_width;
  const uint8_t *blocks, *end;
  // 4096 rows of steps for each of 16 tables, and the table of the only block.
  const uint16_t *steps;
  uint32_t table;
  // Postings; all ordinals are below the limit; whether some count is 0.
  uint32_t count, limit;
  int zeros, wide;
  // The next block, where it begins, and the smallest ordinal that it can begin with; one more than the last that was decoded.
  uint32_t number;
  const uint8_t *from;
  uint64_t base;
  uint32_t after;
} sk_reader;

// What is wrong: the place or table of the next block; the bytes or ordinals of one of the SK_LANES before it.
#define SK_NO_BLOCK (-1)
#define SK_BAD_BLOCK (-2)

// Decodes the next blocks, `most` of up to SK_LANES. Returns how many postings there are, 0 at the end. Room for as many blocks.
ptrdiff_t sk_read(sk_reader *reader, size_t most, uint32_t *ordinals, uint8_t *counts);
// Decodes the next SK_LANES blocks that can hold any of the wanted, which ascend; if not `sparse`, perhaps also others among them.
ptrdiff_t sk_read_wanted(
  sk_reader *reader, const uint32_t *wanted, size_t count, int sparse, uint32_t *ordinals, uint8_t *counts);

// A phrase to be found in coded text.
typedef struct {
  const uint16_t *text;
  uint64_t codes;
  // One bit for each of the 65,536 codes: it must be looked at; its symbol has the whole phrase.
  const uint32_t *marks, *whole;
  // Sixteen units and their number for each code up to `symbols`.
  const uint16_t *rows;
  const uint8_t *sizes;
  uint32_t symbols;
  const uint16_t *needle;
  uint32_t count;
  // Place in the phrase of the unit that every marked symbol has.
  uint32_t anchor;
} sk_phrase;

// Starts of the entries' codes. Wide: u32 each, head flag in bit 31. Narrow: rows of 36 bytes for 16 entries each: u32 start
// of the row, u16 each relative to it with the head flag in bit 15.
typedef struct {
  const uint8_t *bytes;
  uint32_t wide;
} sk_starts;

// Marks the codes that may have the anchor's unit of the phrase in a place where all units that both cover agree.
void sk_mark(
  const sk_phrase *phrase, const uint16_t *holders, size_t count, uint32_t *marks, uint32_t *whole, int avx2);

#define SK_DECODE (-1)
#define SK_DAMAGED (-2)

// How often the phrase occurs in the text of each entry, counted up to its limit (1 to 127). SK_DECODE: only the decoded text
// can tell; SK_DAMAGED: the text is none. The entries are below the number of starts less one.
void sk_scan(
  const sk_phrase *phrase, const sk_starts *starts, const uint32_t *ordinals, const uint8_t *limits, size_t count,
  int8_t *times, int avx2);

// Whether this processor has AVX2.
int sk_has_avx2(void);

// What two ascending lists share: the places in the one and in the other. Both have room for the shorter list and one more.
size_t sk_intersect(
  const uint32_t *a, size_t count_a, const uint32_t *b, size_t count_b, uint32_t *places_a, uint32_t *places_b);

// What is in either of two ascending lists, with the counts of both, 0 where it is not in one; not where both counts are 0.
// Room for one more than are in either.
size_t sk_union(
  const uint32_t *a, const uint8_t *counts_a, size_t count_a, const uint32_t *b, const uint8_t *counts_b, size_t count_b,
  uint32_t *ordinals, uint8_t *from_a, uint8_t *from_b);

// An ascending list, and the first of it that was not yet looked at. No count is 255.
typedef struct {
  const uint32_t *ordinals;
  const uint8_t *counts;
  size_t count, at;
} sk_list;
typedef struct {
  uint32_t *ordinals;
  uint8_t *from_a, *from_b;
} sk_shared;

// What two lists share, with the counts of both, until one is used up; without `zeros` only where neither count is 0. The table
// of `span` bytes is 0 throughout and comes back so. Returns how many there are. Room for SK_ROOM more than can be shared.
#define SK_ROOM 8
size_t sk_share(uint8_t *table, size_t span, sk_list *a, sk_list *b, int zeros, const sk_shared *out, int wide);

// The places of the numbers of one ascending list in another that has them all. Returns how many came before the first
// that it has not.
size_t sk_places(const uint32_t *a, size_t count_a, const uint32_t *b, size_t count_b, uint32_t *places);

// scores[i] += idf * table[256 * counts[i] + lengths[ordinals[i]]]; `table` has 256 numbers for each possible count.
void sk_score(
  float *scores, const uint32_t *ordinals, const uint8_t *counts, size_t count, const uint8_t *lengths, const float *table,
  float idf);

// Places of the entries whose numbers of occurrences may do: bit `second[i]` of `passing[first[i]]` is set; without a second
// list its numbers are 0. All are below 8. Room for `count` places. Returns how many there are.
size_t sk_promising(
  const uint8_t passing[16], const uint8_t *first, const uint8_t *second, size_t count, uint32_t *places, int avx2);

// Of so many places those whose score, times the weight, is above the worst, with their scores: the same that `sk_score` adds up
// for one list, or for both. There is room for all of them.
typedef struct {
  const uint32_t *ordinals;
  const uint8_t *first, *second, *lengths;
  const float *table;
  float idf_first, idf_second, weight, worst;
} sk_choice;
size_t sk_choose(const sk_choice *choice, uint32_t *places, size_t count, float *scores);

// The first place from `from` on whose score is above the worst, or the number of scores.
size_t sk_above(const float *scores, size_t from, size_t count, float worst);
