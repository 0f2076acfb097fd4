package org.slipway.api;

/** Ends a request with a problem that its caller can mend. */
class ProblemException extends RuntimeException {
    private final transient ProblemView problem;

    ProblemException(ProblemView problem) {
        super(problem.detail());
        this.problem = problem;
    }

    static ProblemException invalidRequest(String detail) {
        return new ProblemException(ProblemView.of(ProblemType.INVALID_REQUEST, detail));
    }

    static ProblemException notFound(String detail) {
        return new ProblemException(ProblemView.of(404, detail));
    }

    static ProblemException noSuchRun(String id) {
        return notFound("There is no run " + id + ".");
    }

    ProblemView problem() {
        return problem;
    }
}
