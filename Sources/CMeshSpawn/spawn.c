#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "mesh_spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

// Between fork and execve only async-signal-safe calls are allowed: another thread may have held any lock at the fork.

static void fail_child(int report) {
  int code = errno;
  ssize_t ignored = write(report, &code, sizeof code);
  (void)ignored;
  _exit(127);
}

static void close_from(unsigned int first) {
#ifdef SYS_close_range
  if (syscall(SYS_close_range, first, UINT_MAX, 0) == 0) return;
#endif
  struct rlimit limit;
  unsigned int end = 65536;
  if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < end) end = (unsigned int)limit.rlim_cur;
  for (unsigned int fd = first; fd < end; fd++) close((int)fd);
}

static void reset_signals(void) {
  struct sigaction action = {.sa_handler = SIG_DFL};
  sigemptyset(&action.sa_mask);
  for (int number = 1; number < NSIG; number++) sigaction(number, &action, NULL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
}

// Moves a descriptor out of the way of the first four numbers, which are about to be overwritten.
static int above_standard(int fd, int report) {
  int moved = fcntl(fd, F_DUPFD, 4);
  if (moved < 0) fail_child(report);
  return moved;
}

static void run_child(const mesh_spawn_request *request, int report, pid_t parent) {
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) fail_child(report);
  // The parent may have died before the line above took effect; then nobody would ever send the signal.
  if (getppid() != parent) _exit(127);
  setpgid(0, 0);
  reset_signals();

  int safe_report = above_standard(report, report);
  int out = above_standard(request->standard_output, safe_report);
  int err = above_standard(request->standard_error, safe_report);
  int in = open("/dev/null", O_RDONLY);
  if (in < 0) fail_child(safe_report);
  if (in != 0 && dup2(in, 0) < 0) fail_child(safe_report);
  if (dup2(out, 1) < 0 || dup2(err, 2) < 0) fail_child(safe_report);
  if (dup3(safe_report, 3, O_CLOEXEC) < 0) fail_child(safe_report);
  close_from(4);

  execve(request->executable, request->arguments, request->environment);
  fail_child(3);
}

int mesh_spawn(const mesh_spawn_request *request, pid_t *pid) {
  int report[2];
  if (pipe2(report, O_CLOEXEC) != 0) return errno;

  // All signals stay blocked across the fork, so that no handler of the parent ever runs in the child.
  sigset_t all, previous;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &previous);
  pid_t parent = getpid();
  pid_t child = fork();
  if (child == 0) {
    run_child(request, report[1], parent);
    _exit(127);
  }
  int fork_error = errno;
  pthread_sigmask(SIG_SETMASK, &previous, NULL);
  close(report[1]);
  if (child < 0) {
    close(report[0]);
    return fork_error;
  }

  int code = 0;
  ssize_t count;
  do {
    count = read(report[0], &code, sizeof code);
  } while (count < 0 && errno == EINTR);
  close(report[0]);
  if (count == (ssize_t)sizeof code) {
    while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {
    }
    return code != 0 ? code : EIO;
  }
  *pid = child;
  return 0;
}

int mesh_spawn_drops_death_signal(const char *executable) {
  struct stat info;
  if (stat(executable, &info) == 0 && (info.st_mode & (S_ISUID | S_ISGID)) != 0) return 1;
  return getxattr(executable, "security.capability", NULL, 0) > 0;
}

int mesh_pipe(int ends[2]) {
  return pipe2(ends, O_CLOEXEC) == 0 ? 0 : errno;
}

int mesh_wait_for_end(pid_t pid) {
  siginfo_t info;
  while (waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT) != 0) {
    if (errno != EINTR) return errno;
  }
  return 0;
}

int mesh_reap(pid_t pid, int *exit_code, int *signal) {
  int status = 0;
  *exit_code = -1;
  *signal = -1;
  while (waitpid(pid, &status, 0) < 0) {
    if (errno != EINTR) return errno;
  }
  if (WIFSIGNALED(status)) {
    *signal = WTERMSIG(status);
  } else {
    *exit_code = WEXITSTATUS(status);
  }
  return 0;
}
