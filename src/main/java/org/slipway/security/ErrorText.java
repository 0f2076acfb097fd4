package org.slipway.security;

/** What an HTTP status means to who meets it, and what to do next. */
record ErrorText(String title, String detail) {
    static ErrorText of(int status) {
        return switch (status) {
            case 400 -> new ErrorText("Bad Request", "The request can't be understood. Nothing was done.");
            case 403 ->
                new ErrorText(
                        "Forbidden",
                        "You are signed in without the role admin, or another site sent the request. Nothing was done.");
            case 404 -> new ErrorText("Not Found", "There is nothing at this address.");
            case 405 -> new ErrorText("Method Not Allowed", "This address does not take such requests.");
            case 406 -> new ErrorText("Not Acceptable", "The answer exists in none of the accepted formats.");
            case 413 -> new ErrorText("Content Too Large", "The request is too large. Nothing was done.");
            case 415 -> new ErrorText("Unsupported Media Type", "Requests of this format are not read here.");
            case 503 -> new ErrorText("Service Unavailable", "The console can't answer now. Try again in a moment.");
            default ->
                new ErrorText(
                        status >= 500 ? "Internal Server Error" : "Error",
                        "Something went wrong. The server's log says what; a run that is under way goes on.");
        };
    }
}
