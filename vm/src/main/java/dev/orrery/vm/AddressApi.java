package dev.orrery.vm;

/** The chain's address format. */
public interface AddressApi {
    BackendResult<Storage.Done> validate(String human);

    BackendResult<byte[]> canonicalize(String human);

    BackendResult<String> humanize(byte[] canonical);
}
