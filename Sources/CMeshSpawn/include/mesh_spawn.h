#ifndef MESH_SPAWN_H
#define MESH_SPAWN_H

#include <sys/types.h>

/// What a child process is started with. All strings are NUL terminated and stay owned by the caller.
typedef struct {
  /// Path of the executable; PATH is not searched.
  const char *executable;
  /// The argument vector, the program's name first, ended by NULL.
  char *const *arguments;
  /// The environment as NAME=VALUE strings, ended by NULL.
  char *const *environment;
  /// Descriptor that becomes the child's standard output.
  int standard_output;
  /// Descriptor that becomes the child's standard error.
  int standard_error;
} mesh_spawn_request;

/// Starts a child process that the kernel kills with SIGKILL as soon as the *calling thread* ends, so the caller keeps
/// that thread alive until it has reaped the child. Because all threads of a process end with it, the child cannot
/// outlive this process, however it dies.
///
/// The child gets a process group of its own (a terminal's ctrl-C reaches only the parent), default signal handling,
/// an empty signal mask, /dev/null as standard input, and no descriptor but the first three.
///
/// Returns 0 and stores the process id, or returns the errno of the step that failed (that of execve included).
int mesh_spawn(const mesh_spawn_request *request, pid_t *pid);

/// Whether the kernel would drop the death signal when `executable` is started: it does so for set-user-ID and
/// set-group-ID files and for files with capabilities (prctl(2), PR_SET_PDEATHSIG).
int mesh_spawn_drops_death_signal(const char *executable);

/// Makes a pipe whose ends no other child process inherits: `ends[0]` is read, `ends[1]` written.
/// Returns 0 or an errno.
int mesh_pipe(int ends[2]);

/// Blocks until the child has ended, without reaping it: its process id stays reserved until mesh_reap.
/// Returns 0 or an errno.
int mesh_wait_for_end(pid_t pid);

/// Reaps an ended child. Exactly one of the two results is set: `exit_code` (0...255) or `signal` (1...64), the other is -1.
/// Returns 0 or an errno.
int mesh_reap(pid_t pid, int *exit_code, int *signal);

#endif
