package dev.orrery.ibc.transfer;

import com.google.protobuf.Message;
import dev.orrery.ibc.Addresses;
import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.IbcErrorCode;
import dev.orrery.ibc.IbcException;
import dev.orrery.ibc.IbcQuery;
import dev.orrery.ibc.IbcQueryException;
import dev.orrery.ibc.Page;
import dev.orrery.ibc.channel.ChannelError;
import dev.orrery.ibc.channel.ChannelKeeper;
import dev.orrery.ibc.host.Identifiers;
import dev.orrery.proto.cosmos.base.query.v1beta1.PageRequest;
import dev.orrery.proto.ibc.applications.transfer.v1.QueryDenomHashRequest;
import dev.orrery.proto.ibc.applications.transfer.v1.QueryDenomHashResponse;
import dev.orrery.proto.ibc.applications.transfer.v1.QueryDenomRequest;
import dev.orrery.proto.ibc.applications.transfer.v1.QueryDenomResponse;
import dev.orrery.proto.ibc.applications.transfer.v1.QueryDenomTraceRequest;
import dev.orrery.proto.ibc.applications.transfer.v1.QueryDenomTraceResponse;
import dev.orrery.proto.ibc.applications.transfer.v1.QueryDenomTracesRequest;
import dev.orrery.proto.ibc.applications.transfer.v1.QueryDenomTracesResponse;
import dev.orrery.proto.ibc.applications.transfer.v1.QueryDenomsRequest;
import dev.orrery.proto.ibc.applications.transfer.v1.QueryDenomsResponse;
import dev.orrery.proto.ibc.applications.transfer.v1.QueryEscrowAddressRequest;
import dev.orrery.proto.ibc.applications.transfer.v1.QueryEscrowAddressResponse;
import dev.orrery.proto.ibc.applications.transfer.v1.QueryParamsRequest;
import dev.orrery.proto.ibc.applications.transfer.v1.QueryParamsResponse;
import dev.orrery.proto.ibc.applications.transfer.v1.QueryTotalEscrowForDenomRequest;
import dev.orrery.proto.ibc.applications.transfer.v1.QueryTotalEscrowForDenomResponse;
import java.util.Comparator;
import java.util.List;

/** Answers {@code ibc.applications.transfer.v1.Query}. ibc-go apps/transfer keeper/grpc_query.go. */
public record TransferQueries(TransferBank bank, ChannelKeeper channels, Addresses addresses) {
    private static final String SERVICE = "/ibc.applications.transfer.v1.Query/";

    public List<IbcQuery<?>> all() {
        return List.of(
                new IbcQuery<>(SERVICE + "Params", QueryParamsRequest.getDefaultInstance(), this::params),
                new IbcQuery<>(SERVICE + "Denom", QueryDenomRequest.getDefaultInstance(), this::denom),
                new IbcQuery<>(SERVICE + "Denoms", QueryDenomsRequest.getDefaultInstance(), this::denoms),
                new IbcQuery<>(SERVICE + "DenomTrace", QueryDenomTraceRequest.getDefaultInstance(), this::trace),
                new IbcQuery<>(SERVICE + "DenomTraces", QueryDenomTracesRequest.getDefaultInstance(), this::traces),
                new IbcQuery<>(SERVICE + "DenomHash", QueryDenomHashRequest.getDefaultInstance(), this::hash),
                new IbcQuery<>(
                        SERVICE + "EscrowAddress", QueryEscrowAddressRequest.getDefaultInstance(), this::escrowAddress),
                new IbcQuery<>(
                        SERVICE + "TotalEscrowForDenom",
                        QueryTotalEscrowForDenomRequest.getDefaultInstance(),
                        this::escrowed));
    }

    private Message params(IbcContext ctx, QueryParamsRequest request) {
        return QueryParamsResponse.newBuilder()
                .setParams(TransferStore.params(ctx))
                .build();
    }

    private Message denom(IbcContext ctx, QueryDenomRequest request) {
        return QueryDenomResponse.newBuilder()
                .setDenom(denom(ctx, request.getHash()).toProto())
                .build();
    }

    private static Denom denom(IbcContext ctx, String text) {
        byte[] hash;
        try {
            hash = TransferStore.parseHash(
                    text.startsWith(Denom.PREFIX) ? text.substring(Denom.PREFIX.length()) : text);
        } catch (IbcException unreadable) {
            throw IbcQueryException.invalid("invalid denom trace hash: , error: " + unreadable.text());
        }
        return TransferStore.denom(ctx, hash).orElseThrow(() -> missing(TransferError.DENOM_NOT_FOUND, text));
    }

    private static IbcQueryException missing(IbcErrorCode kind, String circumstances) {
        return IbcQueryException.notFound(kind.failure(circumstances).text());
    }

    private Message denoms(IbcContext ctx, QueryDenomsRequest request) {
        Page<Denom> page = page(ctx, request.getPagination());
        QueryDenomsResponse.Builder response = QueryDenomsResponse.newBuilder().setPagination(page.response());
        page.items().stream()
                .sorted(Comparator.comparing(Denom::base)
                        .thenComparingInt(denom -> denom.trace().size())
                        .thenComparing(Denom::path))
                .forEach(denom -> response.addDenoms(denom.toProto()));
        return response.build();
    }

    private static Page<Denom> page(IbcContext ctx, PageRequest request) {
        return Page.of(
                ctx.store(TransferStore.STORE),
                TransferStore.DENOMS,
                request,
                (key, value) -> TransferStore.decode(value));
    }

    /** What older relayers and wallets ask instead of {@code Denom}; ibc-go had it until version 9. */
    private Message trace(IbcContext ctx, QueryDenomTraceRequest request) {
        return QueryDenomTraceResponse.newBuilder()
                .setDenomTrace(denom(ctx, request.getHash()).toTrace())
                .build();
    }

    /** In the order of their paths: ibc-go v8 apps/transfer types/trace.go: Traces.Less. */
    private Message traces(IbcContext ctx, QueryDenomTracesRequest request) {
        Page<Denom> page = page(ctx, request.getPagination());
        QueryDenomTracesResponse.Builder response =
                QueryDenomTracesResponse.newBuilder().setPagination(page.response());
        page.items().stream()
                .sorted(Comparator.comparing(Denom::path))
                .forEach(denom -> response.addDenomTraces(denom.toTrace()));
        return response.build();
    }

    private Message hash(IbcContext ctx, QueryDenomHashRequest request) {
        Denom denom = Denom.parse(request.getTrace());
        argument(denom::check);
        if (!TransferStore.hasDenom(ctx, denom.hash())) {
            throw missing(TransferError.DENOM_NOT_FOUND, request.getTrace());
        }
        return QueryDenomHashResponse.newBuilder().setHash(denom.hashText()).build();
    }

    private static void argument(Runnable check) {
        try {
            check.run();
        } catch (IbcException refused) {
            throw IbcQueryException.invalid(refused.text());
        }
    }

    private Message escrowAddress(IbcContext ctx, QueryEscrowAddressRequest request) {
        String port = request.getPortId();
        String channel = request.getChannelId();
        argument(() -> Identifiers.checkPort(port));
        argument(() -> Identifiers.checkChannel(channel));
        if (!channels.has(ctx, port, channel)) {
            throw missing(ChannelError.CHANNEL_NOT_FOUND, "port ID (" + port + ") channel ID (" + channel + ")");
        }
        return QueryEscrowAddressResponse.newBuilder()
                .setEscrowAddress(addresses.text(TransferKeeper.escrowAddress(port, channel)))
                .build();
    }

    private Message escrowed(IbcContext ctx, QueryTotalEscrowForDenomRequest request) {
        String denom = request.getDenom();
        if (!bank.isDenom(denom)) {
            throw IbcQueryException.invalid("invalid denom: " + denom);
        }
        QueryTotalEscrowForDenomResponse.Builder response = QueryTotalEscrowForDenomResponse.newBuilder();
        response.getAmountBuilder()
                .setDenom(denom)
                .setAmount(TransferStore.escrowed(ctx, denom).toString());
        return response.build();
    }
}
