package dev.orrery.server.query;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.orrery.chain.error.QueryStatus;
import dev.orrery.chain.solo.Admission;
import dev.orrery.proto.cosmos.base.abci.v1beta1.TxResponse;
import dev.orrery.proto.cosmos.base.query.v1beta1.PageRequest;
import dev.orrery.proto.cosmos.base.query.v1beta1.PageResponse;
import dev.orrery.proto.cosmos.tx.v1beta1.BroadcastMode;
import dev.orrery.proto.cosmos.tx.v1beta1.BroadcastTxRequest;
import dev.orrery.proto.cosmos.tx.v1beta1.BroadcastTxResponse;
import dev.orrery.proto.cosmos.tx.v1beta1.GetBlockWithTxsRequest;
import dev.orrery.proto.cosmos.tx.v1beta1.GetBlockWithTxsResponse;
import dev.orrery.proto.cosmos.tx.v1beta1.GetTxRequest;
import dev.orrery.proto.cosmos.tx.v1beta1.GetTxResponse;
import dev.orrery.proto.cosmos.tx.v1beta1.GetTxsEventRequest;
import dev.orrery.proto.cosmos.tx.v1beta1.GetTxsEventResponse;
import dev.orrery.proto.cosmos.tx.v1beta1.OrderBy;
import dev.orrery.proto.tendermint.abci.ResponseCheckTx;
import dev.orrery.proto.tendermint.types.Block;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** {@code cosmos.tx.v1beta1.Service} but for the simulation, which is the application's. cosmos-sdk x/auth/tx/service.go. */
final class TxService {
    private static final String SERVICE = "/cosmos.tx.v1beta1.Service/";

    /** Entries of a page, at the most and where none are asked for. cosmos-sdk types/query/pagination.go: DefaultLimit. */
    private static final int MAX_PER_PAGE = 100;

    private static final long COMMIT_PATIENCE_SECONDS = 10;

    /** Codes of refusals by the mempool. cosmos-sdk types/errors/errors.go. */
    private static final int TX_IN_MEMPOOL_CACHE = 19;

    private static final int MEMPOOL_IS_FULL = 20;
    private static final int TX_TOO_LARGE = 21;

    private final NodeView node;
    private final TxAnswers answers;

    TxService(NodeView node, TxAnswers answers) {
        this.node = node;
        this.answers = answers;
    }

    List<NodeRoute<?>> routes() {
        return List.of(
                new NodeRoute<>(SERVICE + "BroadcastTx", BroadcastTxRequest.getDefaultInstance(), this::broadcast),
                new NodeRoute<>(SERVICE + "GetTx", GetTxRequest.getDefaultInstance(), this::transaction),
                new NodeRoute<>(SERVICE + "GetTxsEvent", GetTxsEventRequest.getDefaultInstance(), this::search),
                new NodeRoute<>(
                        SERVICE + "GetBlockWithTxs",
                        GetBlockWithTxsRequest.getDefaultInstance(),
                        this::blockWithTransactions));
    }

    private Message broadcast(BroadcastTxRequest request) {
        ByteString transaction = request.getTxBytes();
        if (transaction.isEmpty()) {
            throw QueryStatus.INVALID_ARGUMENT.failure("invalid empty tx");
        }
        BroadcastMode mode = request.getMode();
        if (mode != BroadcastMode.BROADCAST_MODE_SYNC && mode != BroadcastMode.BROADCAST_MODE_ASYNC) {
            throw QueryStatus.UNKNOWN.failure(
                    "unsupported return type " + request.getModeValue() + "; supported types: sync, async");
        }
        TxResponse response = switch (node.submit(transaction)) {
            case Admission.Refused refused -> refused(transaction, refused.why());
            case Admission.Checked checked -> {
                if (mode == BroadcastMode.BROADCAST_MODE_ASYNC) {
                    yield answers.checked(transaction, ResponseCheckTx.getDefaultInstance());
                }
                awaitCommit(checked);
                yield answers.checked(transaction, checked.answer());
            }
        };
        return BroadcastTxResponse.newBuilder().setTxResponse(response).build();
    }

    /** On a chain that mines instantly the transaction is found by whoever has the answer. */
    private void awaitCommit(Admission.Checked checked) {
        if (!node.isInstant() || checked.answer().getCode() != 0) {
            return;
        }
        try {
            checked.inBlock().get(COMMIT_PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | CancellationException e) {
            // The check's answer stands, whatever became of the transaction.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("nothing else ends the wait", e);
        }
    }

    private static TxResponse refused(ByteString transaction, String why) {
        int code = why.startsWith("tx already exists")
                ? TX_IN_MEMPOOL_CACHE
                : why.startsWith("mempool is full") ? MEMPOOL_IS_FULL : TX_TOO_LARGE;
        return TxResponse.newBuilder()
                .setCode(code)
                .setCodespace("sdk")
                .setTxhash(TxAnswers.hash(transaction))
                .build();
    }

    private Message transaction(GetTxRequest request) {
        if (request.getHash().isEmpty()) {
            throw QueryStatus.INVALID_ARGUMENT.failure("tx hash cannot be empty");
        }
        byte[] hash;
        try {
            hash = HexFormat.of().parseHex(request.getHash());
        } catch (IllegalArgumentException e) {
            throw QueryStatus.UNKNOWN.failure("encoding/hex: invalid hash: " + request.getHash());
        }
        TxResponse response = node.transaction(hash)
                .map(answers::committed)
                .orElseThrow(() -> QueryStatus.NOT_FOUND.failure("tx not found: " + request.getHash()));
        return GetTxResponse.newBuilder()
                .setTx(TxAnswers.decode(response.getTx().getValue()))
                .setTxResponse(response)
                .build();
    }

    private Message search(GetTxsEventRequest request) {
        if (request.getQuery().isEmpty()) {
            throw QueryStatus.INTERNAL.failure("query cannot be empty");
        }
        long limit = request.getLimit() <= 0 ? MAX_PER_PAGE : Math.min(request.getLimit(), MAX_PER_PAGE);
        NodeView.Page page =
                new NodeView.Page(Math.max(1, request.getPage()), limit, request.getOrderBy() == OrderBy.ORDER_BY_DESC);
        NodeView.Found found = node.search(request.getQuery(), page);
        GetTxsEventResponse.Builder response = GetTxsEventResponse.newBuilder().setTotal(found.total());
        found.transactions().stream()
                .map(answers::committed)
                .forEach(each -> response.addTxResponses(each)
                        .addTxs(TxAnswers.decode(each.getTx().getValue())));
        return response.build();
    }

    private Message blockWithTransactions(GetBlockWithTxsRequest request) {
        long height = request.getHeight();
        long newest = node.height();
        if (height < 1 || height > newest) {
            throw QueryStatus.UNKNOWN.failure("codespace sdk code 26: invalid height: requested height " + height
                    + " but height must not be less than 1 or greater than the current height " + newest);
        }
        Block block = node.block(height);
        List<ByteString> all = block.getData().getTxsList();
        PageRequest page = request.getPagination();
        if (page.getOffset() < 0 || (page.getOffset() >= all.size() && !all.isEmpty())) {
            throw QueryStatus.UNKNOWN.failure("codespace sdk code 18: invalid request: out of range: cannot paginate "
                    + all.size() + " txs with offset " + page.getOffset() + " and limit " + page.getLimit());
        }
        long limit = request.hasPagination() && page.getLimit() >= 0 && page.getLimit() <= MAX_PER_PAGE
                ? page.getLimit()
                : MAX_PER_PAGE;
        GetBlockWithTxsResponse.Builder response = GetBlockWithTxsResponse.newBuilder()
                .setBlockId(node.blockId(height))
                .setBlock(block)
                .setPagination(PageResponse.newBuilder().setTotal(all.size()));
        all.stream().skip(page.getOffset()).limit(limit).map(TxAnswers::decode).forEach(response::addTxs);
        return response.build();
    }
}
