package dev.orrery.chain.wasm.wiring;

import com.google.protobuf.ByteString;
import dev.orrery.chain.Context;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.bank.BankKeeper;
import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.collection.Page;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.wasm.AskedAddress;
import dev.orrery.chain.wasm.QueryPlugins;
import dev.orrery.msg.BankQuery;
import dev.orrery.msg.BankResponse;
import dev.orrery.msg.Bytes;
import dev.orrery.msg.json.GoJson;
import dev.orrery.msg.json.QueryResponseJson;
import dev.orrery.proto.cosmos.bank.v1beta1.DenomUnit;
import dev.orrery.proto.cosmos.bank.v1beta1.Metadata;
import dev.orrery.proto.cosmos.base.query.v1beta1.PageRequest;
import java.util.List;
import java.util.Optional;

/** What contracts ask the bank. wasmd x/wasm/keeper/query_plugins.go: BankQuerier. */
record BankQuestions(BankKeeper bank, AddressFormat format) implements QueryPlugins.Plugin<BankQuery> {
    @Override
    public byte[] answer(Context ctx, BankQuery query) {
        return switch (query) {
            case BankQuery.AllBalances asked ->
                GoJson.encode(
                        QueryResponseJson.ALL_BALANCES,
                        new BankResponse.AllBalances(
                                bank.balances(ctx, AskedAddress.parse(format, asked.address())).list().stream()
                                        .map(BankQuestions::toContract)
                                        .toList()));
            case BankQuery.Balance asked ->
                GoJson.encode(
                        QueryResponseJson.BALANCE,
                        new BankResponse.Balance(toContract(
                                bank.balance(ctx, AskedAddress.parse(format, asked.address()), asked.denom()))));
            case BankQuery.Supply asked ->
                GoJson.encode(
                        QueryResponseJson.SUPPLY, new BankResponse.Supply(toContract(bank.supply(ctx, asked.denom()))));
            case BankQuery.DenomMetadata asked ->
                GoJson.encode(
                        QueryResponseJson.DENOM_METADATA,
                        new BankResponse.DenomMetadata(bank.metadata(ctx, asked.denom())
                                .map(BankQuestions::toContract)
                                .orElseThrow(() -> SdkError.NOT_FOUND.failure(asked.denom()))));
            case BankQuery.AllDenomMetadata asked -> allMetadata(ctx, asked);
            case BankQuery.Unknown asked -> QueryPlugins.NONE.bank().answer(ctx, asked);
        };
    }

    private byte[] allMetadata(Context ctx, BankQuery.AllDenomMetadata asked) {
        PageRequest request = asked.pagination()
                .map(page -> PageRequest.newBuilder()
                        .setKey(ByteString.copyFrom(page.key().toArray()))
                        .setLimit(page.limit())
                        .setReverse(page.reverse())
                        .build())
                .orElse(PageRequest.getDefaultInstance());
        Page<Metadata> page;
        try {
            page = bank.allMetadata(ctx, request);
        } catch (ChainException e) {
            throw SdkError.INVALID_REQUEST.failure();
        }
        return GoJson.encode(
                QueryResponseJson.ALL_DENOM_METADATA,
                new BankResponse.AllDenomMetadata(
                        Optional.of(page.items().stream()
                                .map(BankQuestions::toContract)
                                .toList()),
                        Bytes.of(page.response().getNextKey().toByteArray())));
    }

    private static dev.orrery.msg.Coin toContract(Coin coin) {
        return new dev.orrery.msg.Coin(coin.denom(), coin.amount().toString());
    }

    private static BankResponse.Metadata toContract(Metadata metadata) {
        List<BankResponse.DenomUnit> units = metadata.getDenomUnitsList().stream()
                .map(BankQuestions::toContract)
                .toList();
        return new BankResponse.Metadata(
                metadata.getDescription(),
                Optional.of(units),
                metadata.getBase(),
                metadata.getDisplay(),
                metadata.getName(),
                metadata.getSymbol(),
                metadata.getUri(),
                metadata.getUriHash());
    }

    private static BankResponse.DenomUnit toContract(DenomUnit unit) {
        return new BankResponse.DenomUnit(
                unit.getDenom(), Integer.toUnsignedLong(unit.getExponent()), Optional.of(unit.getAliasesList()));
    }
}
