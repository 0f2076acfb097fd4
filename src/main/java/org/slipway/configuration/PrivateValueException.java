package org.slipway.configuration;

/** An invalid value that must not be shown, although its setting is none for secrets: somebody mistook the one for the other. */
final class PrivateValueException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    PrivateValueException(String whatWouldBeValid) {
        super(whatWouldBeValid);
    }
}
