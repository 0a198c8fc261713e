package dev.orrery.msg;

/** Why a query did not reach who it was meant for. */
public sealed interface SystemError {
    record InvalidRequest(String error, Bytes request) implements SystemError {}

    record InvalidResponse(String error, Bytes response) implements SystemError {}

    record NoSuchContract(String address) implements SystemError {}

    record NoSuchCode(long codeId) implements SystemError {}

    /** The host has no word for it. */
    record Unspecified() implements SystemError {}

    record UnsupportedRequest(String kind) implements SystemError {}

    /** No variant that we know. */
    record Unknown() implements SystemError {}
}
