package dev.orrery.msg;

import java.util.List;

/** Messages to other contracts. An empty admin means none; code ids are unsigned. */
public sealed interface WasmMsg extends CosmosMsg {
    record Execute(String contractAddress, Bytes msg, List<Coin> funds) implements WasmMsg {
        public Execute {
            funds = List.copyOf(funds);
        }
    }

    record Instantiate(long codeId, Bytes msg, List<Coin> funds, String label, String admin) implements WasmMsg {
        public Instantiate {
            funds = List.copyOf(funds);
        }
    }

    /** With an address that follows from code, creator and salt. */
    record Instantiate2(long codeId, Bytes msg, List<Coin> funds, String label, String admin, Bytes salt)
            implements WasmMsg {
        public Instantiate2 {
            funds = List.copyOf(funds);
        }
    }

    record Migrate(String contractAddress, long newCodeId, Bytes msg) implements WasmMsg {}

    record UpdateAdmin(String contractAddress, String admin) implements WasmMsg {}

    record ClearAdmin(String contractAddress) implements WasmMsg {}

    /** No variant that we know. */
    record Unknown() implements WasmMsg {}
}
