package dev.orrery.server.chain;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import dev.orrery.chain.FirstValidator;
import dev.orrery.chain.FirstValidators;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.address.AddressFormats;
import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.solo.block.ConsensusKey;
import dev.orrery.chain.solo.block.Times;
import dev.orrery.proto.tendermint.abci.RequestInitChain;
import dev.orrery.proto.tendermint.abci.ValidatorUpdate;
import dev.orrery.proto.tendermint.types.ABCIParams;
import dev.orrery.proto.tendermint.types.BlockParams;
import dev.orrery.proto.tendermint.types.ConsensusParams;
import dev.orrery.proto.tendermint.types.EvidenceParams;
import dev.orrery.proto.tendermint.types.ValidatorParams;
import dev.orrery.proto.tendermint.types.VersionParams;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** How a chain for development begins: who has what, and who decides on blocks. */
final class ChainGenesis {
    /** What the only validator stakes: a voting power of 250, though any will do. */
    private static final Coin STAKE = Coin.of(LocalChain.STAKING_DENOM, 250_000_000);

    /** Largest block. Bytes. cometbft types/params.go: DefaultBlockParams of 0.37, which wasmd's init still writes. */
    private static final long MAX_BLOCK_BYTES = 22_020_096;

    private static final long NO_GAS_LIMIT = -1;

    /** cometbft types/params.go: DefaultEvidenceParams. */
    private static final long EVIDENCE_BLOCKS = 100_000;

    private static final java.time.Duration EVIDENCE_AGE = java.time.Duration.ofDays(2);
    private static final long EVIDENCE_BYTES = 1 << 20;

    private ChainGenesis() {}

    /** Number and time of the first block. */
    record First(long height, Instant time) {}

    /**
     * @param defaults parts of the genesis in JSON, by module; who owns what is added to them
     */
    static RequestInitChain of(
            String chainId,
            First first,
            AddressFormats formats,
            Map<String, String> defaults,
            List<Funding> funded,
            ConsensusKey validator) {
        FirstValidator only = only(validator);
        return RequestInitChain.newBuilder()
                .setChainId(chainId)
                .setTime(Times.timestamp(first.time()))
                .setInitialHeight(first.height())
                .setConsensusParams(params())
                .addValidators(ValidatorUpdate.newBuilder()
                        .setPubKey(validator.publicKey())
                        .setPower(only.power()))
                .setAppStateBytes(
                        ByteString.copyFromUtf8(state(defaults, funded, new FirstValidators(formats, List.of(only)))
                                .toString()))
                .build();
    }

    /** Its operator is the address of its consensus key, which no account has: nobody takes the stake away by accident. */
    private static FirstValidator only(ConsensusKey validator) {
        return new FirstValidator(
                validator.publicKey().getEd25519(),
                Address.of(validator.address().toByteArray()),
                "orrery",
                STAKE);
    }

    private static ConsensusParams params() {
        return ConsensusParams.newBuilder()
                .setBlock(BlockParams.newBuilder().setMaxBytes(MAX_BLOCK_BYTES).setMaxGas(NO_GAS_LIMIT))
                .setEvidence(EvidenceParams.newBuilder()
                        .setMaxAgeNumBlocks(EVIDENCE_BLOCKS)
                        .setMaxAgeDuration(Duration.newBuilder().setSeconds(EVIDENCE_AGE.toSeconds()))
                        .setMaxBytes(EVIDENCE_BYTES))
                .setValidator(ValidatorParams.newBuilder().addPubKeyTypes("ed25519"))
                .setVersion(VersionParams.getDefaultInstance())
                .setAbci(ABCIParams.getDefaultInstance())
                .build();
    }

    /**
     * The state before the first block, by module.
     *
     * @param defaults parts of it in JSON; who owns what is added to them
     */
    static JsonObject state(Map<String, String> defaults, List<Funding> funded, FirstValidators staked) {
        AddressFormat format = staked.formats().account();
        List<Funding> owners = new ArrayList<>(funded);
        owners.add(new Funding(FirstValidators.pool(), staked.stake()));
        JsonObject state = new JsonObject();
        defaults.forEach((module, part) -> state.add(module, JsonParser.parseString(part)));
        state.add("auth", auth(format, funded));
        state.add("bank", bank(format, owners));
        staked.parts().forEach((name, json) -> state.add(name, JsonParser.parseString(json)));
        return state;
    }

    private static JsonObject auth(AddressFormat format, List<Funding> funded) {
        JsonArray accounts = new JsonArray();
        for (Funding each : funded) {
            JsonObject account = new JsonObject();
            account.addProperty("@type", "/cosmos.auth.v1beta1.BaseAccount");
            account.addProperty("address", format.text(each.account()));
            account.addProperty("account_number", Integer.toString(accounts.size()));
            account.addProperty("sequence", "0");
            accounts.add(account);
        }
        JsonObject params = new JsonObject();
        // cosmos-sdk x/auth/types/params.go: defaults.
        params.addProperty("max_memo_characters", "256");
        params.addProperty("tx_sig_limit", "7");
        params.addProperty("tx_size_cost_per_byte", "10");
        params.addProperty("sig_verify_cost_ed25519", "590");
        params.addProperty("sig_verify_cost_secp256k1", "1000");
        JsonObject auth = new JsonObject();
        auth.add("params", params);
        auth.add("accounts", accounts);
        return auth;
    }

    private static JsonObject bank(AddressFormat format, List<Funding> funded) {
        JsonObject params = new JsonObject();
        params.addProperty("default_send_enabled", true);
        JsonArray balances = new JsonArray();
        for (Funding each : funded) {
            JsonObject balance = new JsonObject();
            balance.addProperty("address", format.text(each.account()));
            balance.add("coins", coins(each.coins()));
            balances.add(balance);
        }
        Coins supply = Coins.sum(funded.stream()
                .map(Funding::coins)
                .map(Coins::list)
                .flatMap(Collection::stream)
                .toList());
        JsonObject bank = new JsonObject();
        bank.add("params", params);
        bank.add("balances", balances);
        bank.add("supply", coins(supply));
        return bank;
    }

    private static JsonArray coins(Coins coins) {
        JsonArray array = new JsonArray();
        for (Coin coin : coins.list()) {
            JsonObject json = new JsonObject();
            json.addProperty("denom", coin.denom());
            json.addProperty("amount", coin.amount().toString());
            array.add(json);
        }
        return array;
    }
}
