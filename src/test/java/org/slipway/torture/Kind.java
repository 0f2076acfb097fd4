package org.slipway.torture;

/** What is done to a run. */
enum Kind {
    /** SIGKILL for the server process. */
    NODE_KILLED,
    /** SIGSTOP for the server process, past its heartbeat, then SIGCONT; another node is asked to run meanwhile. */
    NODE_FROZEN,
    /** SIGKILL for PostgreSQL, all of its processes. */
    DATABASE_KILLED,
    /** SIGKILL for one backend, after which PostgreSQL restarts all of them. */
    BACKEND_KILLED,
    /** {@code pg_terminate_backend}. */
    BACKEND_TERMINATED,
    /** Connections are reset, by both sides' view. */
    CUT,
    /** One direction of a connection ends. */
    HALF_CLOSED,
    /** What is sent vanishes, for a while without a word. */
    DROPPED,
    /** What is sent arrives late, perhaps later than a lost node is told by its silence. */
    DELAYED,
    /** The console sees a reset, the database gets the message afterwards all the same. */
    OVERTAKEN,
    /** Two nodes press <em>Run</em> at once, and nothing breaks. */
    TWO_NODES;

    /** Whether the console sees that a connection broke; else none of its runs may fail. */
    boolean breaksConnections() {
        return switch (this) {
            case DATABASE_KILLED, BACKEND_KILLED, BACKEND_TERMINATED, CUT, HALF_CLOSED, DROPPED, OVERTAKEN -> true;
            case NODE_KILLED, NODE_FROZEN, DELAYED, TWO_NODES -> false;
        };
    }
}
