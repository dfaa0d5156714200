/* Programs that read a file for us, each in a process of its own with limits, so that one file never takes the run down. */
#ifndef GM_CHILD_H
#define GM_CHILD_H

#include <stdint.h>

/* What the process may use; 0 for no limit. */
typedef struct {
  int64_t memory_bytes; /* address space */
  int64_t cpu_seconds;
  int64_t file_bytes; /* longest file that it may write; -1 for none at all */
} gm_child_limits;

/* Starts `program` (a path) with the null-ended `arguments` and `environment`. Its standard streams are the three descriptors,
   all others are closed. It leads a process group of its own and is killed with the thread that started it.
   Returns its process id, or the negative errno of what failed. */
int32_t gm_child_start(
    const char *program, char *const *arguments, char *const *environment, int32_t input, int32_t output, int32_t errors,
    gm_child_limits limits);

/* Kills the process and all that it started. */
void gm_child_kill(int32_t process);

/* Waits for the end, and kills the process if it does not come in so many milliseconds. Returns the exit status (0 … 255), or 256 plus the
   number of the signal that ended it; the negative errno if there is no such process. */
int32_t gm_child_wait(int32_t process, int64_t milliseconds);

/* A file that lives in memory only. Returns its descriptor, or the negative errno. */
int32_t gm_memory_file(void);

/* A pipe whose ends are closed in other programs. Returns 0, or the negative errno. */
int32_t gm_pipe(int32_t *reading, int32_t *writing);

#endif
