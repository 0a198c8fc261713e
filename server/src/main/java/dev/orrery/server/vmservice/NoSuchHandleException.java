package dev.orrery.server.vmservice;

import io.grpc.Status;

/** A request names a VM that is not open, or not any more. The one reason for NOT_FOUND. */
final class NoSuchHandleException extends Exception {
    private static final long serialVersionUID = 1L;

    NoSuchHandleException() {
        super("this handle is not open", null, false, false);
    }

    Status status() {
        return Status.NOT_FOUND.withDescription(getMessage());
    }
}
