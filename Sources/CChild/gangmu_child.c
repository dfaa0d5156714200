#define _GNU_SOURCE
#include "gangmu_child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void limit(int what, int64_t most) {
  struct rlimit value = {(rlim_t)most, (rlim_t)most};
  setrlimit(what, &value);
}

/* In the child, between fork and exec: only calls that are safe there. */
static void become(
    const char *program, char *const *arguments, char *const *environment, const int *streams, gm_child_limits limits,
    int report) {
  setpgid(0, 0);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  /* Descriptors may have the numbers 0 to 3 already: moved up first, so that none is overwritten. */
  report = fcntl(report, F_DUPFD_CLOEXEC, 10);
  int moved[3];
  for (int i = 0; i < 3; i++) moved[i] = fcntl(streams[i], F_DUPFD_CLOEXEC, 10);
  for (int i = 0; i < 3; i++)
    if (moved[i] < 0 || dup2(moved[i], i) < 0) goto failed;
  if (dup2(report, 3) < 0) goto failed;
  fcntl(3, F_SETFD, FD_CLOEXEC);
  close_range(4, ~0U, 0);
  report = 3;
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, 0);
  signal(SIGPIPE, SIG_DFL);
  limit(RLIMIT_CORE, 0);
  if (limits.memory_bytes > 0) limit(RLIMIT_AS, limits.memory_bytes);
  if (limits.cpu_seconds > 0) limit(RLIMIT_CPU, limits.cpu_seconds);
  if (limits.file_bytes != 0) limit(RLIMIT_FSIZE, limits.file_bytes < 0 ? 0 : limits.file_bytes);
  execve(program, arguments, environment);
failed:;
  int code = errno;
  ssize_t written = write(report, &code, sizeof code);
  (void)written;
  _exit(127);
}

int32_t gm_child_start(
    const char *program, char *const *arguments, char *const *environment, int32_t input, int32_t output, int32_t errors,
    gm_child_limits limits) {
  int report[2];
  if (pipe2(report, O_CLOEXEC) != 0) return -errno;
  const int streams[3] = {input, output, errors};
  pid_t process = fork();
  if (process == 0) become(program, arguments, environment, streams, limits, report[1]);
  int failure = process < 0 ? errno : 0;
  close(report[1]);
  if (process > 0) {
    int code = 0;
    ssize_t n;
    do n = read(report[0], &code, sizeof code);
    while (n < 0 && errno == EINTR);
    if (n == sizeof code) {
      failure = code;
      waitpid(process, 0, 0);
    }
  }
  close(report[0]);
  return failure ? -failure : process;
}

void gm_child_kill(int32_t process) {
  if (process <= 1) return;
  kill(-process, SIGKILL);
  kill(process, SIGKILL);
}

int32_t gm_child_wait(int32_t process, int64_t milliseconds) {
  const struct timespec pause = {0, 2000000};
  int status = 0;
  pid_t found;
  for (int64_t waited = 0; (found = waitpid(process, &status, WNOHANG)) == 0 && waited < milliseconds; waited += 2)
    nanosleep(&pause, 0);
  if (found == 0) {
    gm_child_kill(process);
    do found = waitpid(process, &status, 0);
    while (found < 0 && errno == EINTR);
  }
  if (found < 0) return -errno;
  return WIFSIGNALED(status) ? 256 + WTERMSIG(status) : WEXITSTATUS(status);
}

int32_t gm_memory_file(void) {
  int file = memfd_create("gangmu", MFD_CLOEXEC);
  return file < 0 ? -errno : file;
}

int32_t gm_pipe(int32_t *reading, int32_t *writing) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return -errno;
  *reading = ends[0];
  *writing = ends[1];
  return 0;
}
