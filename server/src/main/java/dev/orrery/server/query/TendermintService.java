package dev.orrery.server.query;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.error.QueryStatus;
import dev.orrery.chain.solo.block.Validator;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.proto.cosmos.base.query.v1beta1.PageRequest;
import dev.orrery.proto.cosmos.base.query.v1beta1.PageResponse;
import dev.orrery.proto.cosmos.base.tendermint.v1beta1.ABCIQueryRequest;
import dev.orrery.proto.cosmos.base.tendermint.v1beta1.ABCIQueryResponse;
import dev.orrery.proto.cosmos.base.tendermint.v1beta1.GetBlockByHeightRequest;
import dev.orrery.proto.cosmos.base.tendermint.v1beta1.GetBlockByHeightResponse;
import dev.orrery.proto.cosmos.base.tendermint.v1beta1.GetLatestBlockRequest;
import dev.orrery.proto.cosmos.base.tendermint.v1beta1.GetLatestBlockResponse;
import dev.orrery.proto.cosmos.base.tendermint.v1beta1.GetLatestValidatorSetRequest;
import dev.orrery.proto.cosmos.base.tendermint.v1beta1.GetLatestValidatorSetResponse;
import dev.orrery.proto.cosmos.base.tendermint.v1beta1.GetNodeInfoRequest;
import dev.orrery.proto.cosmos.base.tendermint.v1beta1.GetNodeInfoResponse;
import dev.orrery.proto.cosmos.base.tendermint.v1beta1.GetSyncingRequest;
import dev.orrery.proto.cosmos.base.tendermint.v1beta1.GetSyncingResponse;
import dev.orrery.proto.cosmos.base.tendermint.v1beta1.GetValidatorSetByHeightRequest;
import dev.orrery.proto.cosmos.base.tendermint.v1beta1.GetValidatorSetByHeightResponse;
import dev.orrery.proto.cosmos.base.tendermint.v1beta1.Header;
import dev.orrery.proto.cosmos.base.tendermint.v1beta1.Module;
import dev.orrery.proto.cosmos.base.tendermint.v1beta1.ProofOp;
import dev.orrery.proto.cosmos.base.tendermint.v1beta1.ProofOps;
import dev.orrery.proto.cosmos.base.tendermint.v1beta1.VersionInfo;
import dev.orrery.proto.cosmos.crypto.ed25519.PubKey;
import dev.orrery.proto.tendermint.abci.RequestQuery;
import dev.orrery.proto.tendermint.abci.ResponseQuery;
import dev.orrery.proto.tendermint.types.Block;
import dev.orrery.server.comet.NodeIdentity;
import java.util.List;
import java.util.Set;

/** {@code cosmos.base.tendermint.v1beta1.Service}: the node, its blocks and its validators. */
final class TendermintService {
    private static final String SERVICE = "/cosmos.base.tendermint.v1beta1.Service/";

    /** Entries of a page where none are asked for. cosmos-sdk types/query/pagination.go: DefaultLimit. */
    private static final long DEFAULT_LIMIT = 100;

    /** First words of paths that {@code ABCIQuery} takes. cosmos-sdk client/grpc/cmtservice. */
    private static final Set<String> ABCI_PATHS = Set.of("app", "store", "p2p", "custom");

    /** What clients look for among the dependencies of a node: Hermes won't work without. IBC.md §11. */
    private static final List<Module> GENERATION = List.of(
            module("github.com/cometbft/cometbft", "v" + NodeIdentity.COMET_VERSION),
            module("github.com/cosmos/cosmos-sdk", "v0.53.6"),
            module("github.com/cosmos/ibc-go/v10", "v10.5.0"));

    private final NodeView node;
    private final NodeFacts facts;

    TendermintService(NodeView node, NodeFacts facts) {
        this.node = node;
        this.facts = facts;
    }

    List<NodeRoute<?>> routes() {
        return List.of(
                new NodeRoute<>(SERVICE + "GetNodeInfo", GetNodeInfoRequest.getDefaultInstance(), this::nodeInfo),
                new NodeRoute<>(SERVICE + "GetSyncing", GetSyncingRequest.getDefaultInstance(), this::syncing),
                new NodeRoute<>(
                        SERVICE + "GetLatestBlock", GetLatestBlockRequest.getDefaultInstance(), this::latestBlock),
                new NodeRoute<>(
                        SERVICE + "GetBlockByHeight",
                        GetBlockByHeightRequest.getDefaultInstance(),
                        this::blockByHeight),
                new NodeRoute<>(
                        SERVICE + "GetLatestValidatorSet",
                        GetLatestValidatorSetRequest.getDefaultInstance(),
                        this::latestValidators),
                new NodeRoute<>(
                        SERVICE + "GetValidatorSetByHeight",
                        GetValidatorSetByHeightRequest.getDefaultInstance(),
                        this::validatorsByHeight),
                new NodeRoute<>(SERVICE + "ABCIQuery", ABCIQueryRequest.getDefaultInstance(), this::abciQuery));
    }

    private Message nodeInfo(GetNodeInfoRequest request) {
        return GetNodeInfoResponse.newBuilder()
                .setDefaultNodeInfo(node.info())
                .setApplicationVersion(VersionInfo.newBuilder()
                        .setName("orrery")
                        .setAppName("orrery")
                        .setVersion(facts.version())
                        .addAllBuildDeps(GENERATION)
                        .setCosmosSdkVersion("v0.53.6"))
                .build();
    }

    private Message syncing(GetSyncingRequest request) {
        return GetSyncingResponse.newBuilder().setSyncing(node.isCatchingUp()).build();
    }

    private Message latestBlock(GetLatestBlockRequest request) {
        GetBlockByHeightResponse block = block(node.height());
        return GetLatestBlockResponse.newBuilder()
                .setBlockId(block.getBlockId())
                .setBlock(block.getBlock())
                .setSdkBlock(block.getSdkBlock())
                .build();
    }

    private Message blockByHeight(GetBlockByHeightRequest request) {
        return block(existing(request.getHeight()));
    }

    private GetBlockByHeightResponse block(long height) {
        Block block = node.block(height);
        return GetBlockByHeightResponse.newBuilder()
                .setBlockId(node.blockId(height))
                .setBlock(block)
                .setSdkBlock(withTexts(block))
                .build();
    }

    /** The same block with the proposer's address as text. */
    private dev.orrery.proto.cosmos.base.tendermint.v1beta1.Block withTexts(Block block) {
        var header = block.getHeader();
        return dev.orrery.proto.cosmos.base.tendermint.v1beta1.Block.newBuilder()
                .setHeader(Header.newBuilder()
                        .setVersion(header.getVersion())
                        .setChainId(header.getChainId())
                        .setHeight(header.getHeight())
                        .setTime(header.getTime())
                        .setLastBlockId(header.getLastBlockId())
                        .setLastCommitHash(header.getLastCommitHash())
                        .setDataHash(header.getDataHash())
                        .setValidatorsHash(header.getValidatorsHash())
                        .setNextValidatorsHash(header.getNextValidatorsHash())
                        .setConsensusHash(header.getConsensusHash())
                        .setAppHash(header.getAppHash())
                        .setLastResultsHash(header.getLastResultsHash())
                        .setEvidenceHash(header.getEvidenceHash())
                        .setProposerAddress(consensusAddress(header.getProposerAddress())))
                .setData(block.getData())
                .setEvidence(block.getEvidence())
                .setLastCommit(block.getLastCommit())
                .build();
    }

    private Message latestValidators(GetLatestValidatorSetRequest request) {
        long height = node.height() + 1;
        return GetLatestValidatorSetResponse.newBuilder()
                .setBlockHeight(height)
                .addAllValidators(validators(height, request.getPagination()))
                .setPagination(total(height))
                .build();
    }

    private Message validatorsByHeight(GetValidatorSetByHeightRequest request) {
        long height = existing(request.getHeight());
        return GetValidatorSetByHeightResponse.newBuilder()
                .setBlockHeight(height)
                .addAllValidators(validators(height, request.getPagination()))
                .setPagination(total(height))
                .build();
    }

    private List<dev.orrery.proto.cosmos.base.tendermint.v1beta1.Validator> validators(long height, PageRequest page) {
        return node.validators(height).stream()
                .skip(Math.max(0, page.getOffset()))
                .limit(page.getLimit() > 0 ? page.getLimit() : DEFAULT_LIMIT)
                .map(this::validator)
                .toList();
    }

    private dev.orrery.proto.cosmos.base.tendermint.v1beta1.Validator validator(Validator validator) {
        return dev.orrery.proto.cosmos.base.tendermint.v1beta1.Validator.newBuilder()
                .setAddress(consensusAddress(validator.address()))
                .setPubKey(KnownTypes.pack(
                        PubKey.newBuilder().setKey(validator.key().getEd25519()).build()))
                .setVotingPower(validator.power())
                .build();
    }

    private PageResponse total(long height) {
        return PageResponse.newBuilder()
                .setTotal(node.validators(height).size())
                .build();
    }

    private Message abciQuery(ABCIQueryRequest request) {
        if (request.getPath().isEmpty()) {
            throw QueryStatus.INVALID_ARGUMENT.failure("empty query path");
        }
        String first = request.getPath().replaceFirst("^/", "").replaceFirst("/.*$", "");
        if (!ABCI_PATHS.contains(first)) {
            throw QueryStatus.INVALID_ARGUMENT.failure("unsupported ABCI query path: " + request.getPath());
        }
        ResponseQuery answer = node.query(RequestQuery.newBuilder()
                .setData(request.getData())
                .setPath(request.getPath())
                .setHeight(request.getHeight())
                .setProve(request.getProve())
                .build());
        ABCIQueryResponse.Builder response = ABCIQueryResponse.newBuilder()
                .setCode(answer.getCode())
                .setLog(answer.getLog())
                .setInfo(answer.getInfo())
                .setIndex(answer.getIndex())
                .setKey(answer.getKey())
                .setValue(answer.getValue())
                .setHeight(answer.getHeight())
                .setCodespace(answer.getCodespace());
        if (answer.hasProofOps()) {
            ProofOps.Builder ops = ProofOps.newBuilder();
            answer.getProofOps()
                    .getOpsList()
                    .forEach(op -> ops.addOps(ProofOp.newBuilder()
                            .setType(op.getType())
                            .setKey(op.getKey())
                            .setData(op.getData())));
            response.setProofOps(ops);
        }
        return response.build();
    }

    private long existing(long height) {
        if (height > node.height()) {
            throw QueryStatus.INVALID_ARGUMENT.failure("requested block height is bigger then the chain length");
        }
        if (height < 1) {
            throw QueryStatus.UNKNOWN.failure("height must be greater than 0, but got " + height);
        }
        if (height < node.base()) {
            throw QueryStatus.UNKNOWN.failure(
                    "height " + height + " is not available, lowest height is " + node.base());
        }
        return height;
    }

    private String consensusAddress(ByteString address) {
        return facts.formats().consensus().text(Address.of(address.toByteArray()));
    }

    private static Module module(String path, String version) {
        return Module.newBuilder().setPath(path).setVersion(version).build();
    }
}
