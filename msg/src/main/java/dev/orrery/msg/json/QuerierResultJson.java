package dev.orrery.msg.json;

import static dev.orrery.msg.json.Containers.mapped;
import static dev.orrery.msg.json.Containers.optional;
import static dev.orrery.msg.json.Member.field;
import static dev.orrery.msg.json.Member.omittable;
import static dev.orrery.msg.json.Member.variant;
import static dev.orrery.msg.json.Scalars.BYTES;
import static dev.orrery.msg.json.Scalars.STRING;
import static dev.orrery.msg.json.Scalars.UINT64;
import static dev.orrery.msg.json.StructCodec.union;
import static dev.orrery.msg.json.Structs.struct;

import dev.orrery.msg.Bytes;
import dev.orrery.msg.QuerierResult;
import dev.orrery.msg.QueryResult;
import dev.orrery.msg.SystemError;
import java.util.Optional;

/** What a querier hands back: results and the reasons why there is none. */
public final class QuerierResultJson {
    /** Quirk: an empty answer is written as such although all its parts are empty. wasmvm queries.go: QueryResult */
    public static final Codec<QueryResult> QUERY_RESULT = struct(
            "QueryResult",
            omittable("ok", optional(BYTES), QuerierResultJson::value),
            omittable("error", STRING, QuerierResultJson::error),
            QuerierResultJson::result);

    static final Codec<SystemError.InvalidRequest> INVALID_REQUEST = struct(
            "InvalidRequest",
            field("error", STRING, SystemError.InvalidRequest::error),
            field("request", BYTES, SystemError.InvalidRequest::request),
            SystemError.InvalidRequest::new);
    static final Codec<SystemError.InvalidResponse> INVALID_RESPONSE = struct(
            "InvalidResponse",
            field("error", STRING, SystemError.InvalidResponse::error),
            field("response", BYTES, SystemError.InvalidResponse::response),
            SystemError.InvalidResponse::new);
    static final Codec<SystemError.NoSuchContract> NO_SUCH_CONTRACT = struct(
            "NoSuchContract",
            omittable("addr", STRING, SystemError.NoSuchContract::address),
            SystemError.NoSuchContract::new);
    static final Codec<SystemError.NoSuchCode> NO_SUCH_CODE = struct(
            "NoSuchCode", omittable("code_id", UINT64, SystemError.NoSuchCode::codeId), SystemError.NoSuchCode::new);
    private static final Codec<SystemError.Unspecified> UNKNOWN = struct("Unknown", new SystemError.Unspecified());
    static final Codec<SystemError.UnsupportedRequest> UNSUPPORTED_REQUEST = struct(
            "UnsupportedRequest",
            omittable("kind", STRING, SystemError.UnsupportedRequest::kind),
            SystemError.UnsupportedRequest::new);
    public static final Codec<SystemError> SYSTEM_ERROR = union(
            "SystemError",
            new SystemError.Unknown(),
            variant("invalid_request", INVALID_REQUEST, SystemError.InvalidRequest.class),
            variant("invalid_response", INVALID_RESPONSE, SystemError.InvalidResponse.class),
            variant("no_such_contract", NO_SUCH_CONTRACT, SystemError.NoSuchContract.class),
            variant("no_such_code", NO_SUCH_CODE, SystemError.NoSuchCode.class),
            variant("unknown", UNKNOWN, SystemError.Unspecified.class),
            variant("unsupported_request", UNSUPPORTED_REQUEST, SystemError.UnsupportedRequest.class));

    private static final Codec<QuerierResult.Answered> ANSWERED = mapped(
            QUERY_RESULT,
            new QuerierResult.Answered(new QueryResult.Ok(Bytes.EMPTY)),
            QuerierResult.Answered::new,
            QuerierResult.Answered::result);
    private static final Codec<QuerierResult.Refused> REFUSED = mapped(
            SYSTEM_ERROR,
            new QuerierResult.Refused(new SystemError.Unknown()),
            QuerierResult.Refused::new,
            QuerierResult.Refused::error);
    public static final Codec<QuerierResult> QUERIER_RESULT = union(
            "QuerierResult",
            new QuerierResult.Unknown(),
            variant("ok", ANSWERED, QuerierResult.Answered.class),
            variant("error", REFUSED, QuerierResult.Refused.class));

    private static Optional<Bytes> value(QueryResult result) {
        if (result instanceof QueryResult.Ok ok) {
            return Optional.of(ok.value());
        }
        return error(result).isEmpty() ? Optional.of(Bytes.EMPTY) : Optional.empty();
    }

    private static String error(QueryResult result) {
        return result instanceof QueryResult.Err err ? err.error() : "";
    }

    private static QueryResult result(Optional<Bytes> value, String error) {
        return error.isEmpty() ? new QueryResult.Ok(value.orElse(Bytes.EMPTY)) : new QueryResult.Err(error);
    }

    private QuerierResultJson() {}
}
