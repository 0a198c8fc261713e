package dev.orrery.chain.wasm;

import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.error.ChainException;
import dev.orrery.vm.AddressApi;
import dev.orrery.vm.BackendError;
import dev.orrery.vm.BackendResult;
import dev.orrery.vm.Storage;

/** Addresses as contracts see them, with wasmd's prices. Any thread. wasmd x/wasm/keeper/api.go. */
final class ContractAddressApi implements AddressApi {
    private static final long HUMANIZE = 5 * GasRegister.MULTIPLIER;
    private static final long CANONICALIZE = 4 * GasRegister.MULTIPLIER;
    private static final long VALIDATE = HUMANIZE + CANONICALIZE;

    private final AddressFormat format;

    ContractAddressApi(AddressFormat format) {
        this.format = format;
    }

    /** One spelling only is valid: addresses are compared as texts by contracts. CWA-2022-002. */
    @Override
    public BackendResult<Storage.Done> validate(String human) {
        Address address;
        try {
            address = format.parse(human);
        } catch (ChainException e) {
            return refused(e.text(), CANONICALIZE);
        }
        return format.text(address).equals(human)
                ? new BackendResult.Ok<>(Storage.Done.DONE, VALIDATE, 0)
                : refused("address not normalized", VALIDATE);
    }

    @Override
    public BackendResult<byte[]> canonicalize(String human) {
        try {
            return new BackendResult.Ok<>(format.parse(human).bytes(), CANONICALIZE, 0);
        } catch (ChainException e) {
            return refused(e.text(), CANONICALIZE);
        }
    }

    @Override
    public BackendResult<String> humanize(byte[] canonical) {
        try {
            return new BackendResult.Ok<>(format.text(AddressFormat.checked(canonical)), HUMANIZE, 0);
        } catch (ChainException e) {
            return refused(e.text(), HUMANIZE);
        }
    }

    private static <T> BackendResult<T> refused(String why, long cost) {
        return new BackendResult.Err<>(new BackendError.UserError(why), cost, 0);
    }
}
