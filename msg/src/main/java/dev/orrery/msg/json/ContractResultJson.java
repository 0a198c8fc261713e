package dev.orrery.msg.json;

import static dev.orrery.msg.json.Containers.array;
import static dev.orrery.msg.json.Containers.list;
import static dev.orrery.msg.json.Containers.optional;
import static dev.orrery.msg.json.CosmosMsgJson.COSMOS_MSG;
import static dev.orrery.msg.json.Member.field;
import static dev.orrery.msg.json.Member.omittable;
import static dev.orrery.msg.json.Scalars.BYTES;
import static dev.orrery.msg.json.Scalars.NULLABLE_BYTES;
import static dev.orrery.msg.json.Scalars.STRING;
import static dev.orrery.msg.json.Scalars.UINT64;
import static dev.orrery.msg.json.Structs.struct;
import static dev.orrery.msg.json.Words.REPLY_ON;

import dev.orrery.msg.Attribute;
import dev.orrery.msg.ContractResult;
import dev.orrery.msg.Event;
import dev.orrery.msg.IbcResponse;
import dev.orrery.msg.Reply;
import dev.orrery.msg.Response;
import dev.orrery.msg.SubMsg;
import java.util.Optional;

/** What the entry points return, and replies to them. */
public final class ContractResultJson {
    static final Codec<Attribute> ATTRIBUTE = struct(
            "EventAttribute",
            field("key", STRING, Attribute::key),
            field("value", STRING, Attribute::value),
            Attribute::new);
    static final Codec<Event> EVENT = struct(
            "Event",
            field("type", STRING, Event::type),
            field("attributes", array(ATTRIBUTE), Event::attributes),
            Event::new);
    public static final Codec<SubMsg> SUB_MSG = struct(
            "SubMsg",
            field("id", UINT64, SubMsg::id),
            field("msg", COSMOS_MSG, SubMsg::msg),
            omittable("payload", BYTES, SubMsg::payload),
            omittable("gas_limit", optional(UINT64), SubMsg::gasLimit),
            field("reply_on", REPLY_ON, SubMsg::replyOn),
            SubMsg::new);
    public static final Codec<Response> RESPONSE = struct(
            "Response",
            field("messages", list(SUB_MSG), Response::messages),
            field("data", NULLABLE_BYTES, Response::data),
            field("attributes", list(ATTRIBUTE), Response::attributes),
            field("events", list(EVENT), Response::events),
            Response::new);
    public static final Codec<ContractResult<Response>> CONTRACT_RESULT = result("ContractResult", RESPONSE);

    static final Codec<IbcResponse.ChannelOpen> CHANNEL_OPEN = struct(
            "IBC3ChannelOpenResponse",
            field("version", STRING, IbcResponse.ChannelOpen::version),
            IbcResponse.ChannelOpen::new);
    static final Codec<IbcResponse.Basic> BASIC = struct(
            "IBCBasicResponse",
            field("messages", list(SUB_MSG), IbcResponse.Basic::messages),
            field("attributes", list(ATTRIBUTE), IbcResponse.Basic::attributes),
            field("events", list(EVENT), IbcResponse.Basic::events),
            IbcResponse.Basic::new);
    static final Codec<IbcResponse.Receive> RECEIVE = struct(
            "IBCReceiveResponse",
            field("acknowledgement", NULLABLE_BYTES, IbcResponse.Receive::acknowledgement),
            field("messages", list(SUB_MSG), IbcResponse.Receive::messages),
            field("attributes", list(ATTRIBUTE), IbcResponse.Receive::attributes),
            field("events", list(EVENT), IbcResponse.Receive::events),
            IbcResponse.Receive::new);
    public static final Codec<ContractResult<IbcResponse.ChannelOpen>> IBC_CHANNEL_OPEN_RESULT =
            result("IBCChannelOpenResult", CHANNEL_OPEN);
    public static final Codec<ContractResult<IbcResponse.Basic>> IBC_BASIC_RESULT = result("IBCBasicResult", BASIC);
    public static final Codec<ContractResult<IbcResponse.Receive>> IBC_RECEIVE_RESULT =
            result("IBCReceiveResult", RECEIVE);

    static final Codec<Reply.MsgResponse> MSG_RESPONSE = struct(
            "MsgResponse",
            field("type_url", STRING, Reply.MsgResponse::typeUrl),
            field("value", BYTES, Reply.MsgResponse::value),
            Reply.MsgResponse::new);
    static final Codec<Reply.Success> SUCCESS = struct(
            "SubMsgResponse",
            field("events", array(EVENT), Reply.Success::events),
            omittable("data", BYTES, Reply.Success::data),
            field("msg_responses", array(MSG_RESPONSE), Reply.Success::msgResponses),
            Reply.Success::new);
    public static final Codec<Reply> REPLY = struct(
            "Reply",
            field("gas_used", UINT64, Reply::gasUsed),
            field("id", UINT64, Reply::id),
            field("result", result("SubMsgResult", SUCCESS), Reply::result),
            omittable("payload", BYTES, Reply::payload),
            Reply::new);

    private static <T> Codec<ContractResult<T>> result(String goName, Codec<T> value) {
        return struct(
                goName,
                omittable("ok", optional(value), ContractResultJson::value),
                omittable("error", STRING, ContractResultJson::error),
                ContractResultJson::result);
    }

    private static <T> Optional<T> value(ContractResult<T> result) {
        return result instanceof ContractResult.Ok<T> ok ? Optional.of(ok.value()) : Optional.empty();
    }

    private static <T> String error(ContractResult<T> result) {
        return result instanceof ContractResult.Err<T> err ? err.error() : "";
    }

    private static <T> ContractResult<T> result(Optional<T> value, String error) {
        if (!error.isEmpty()) {
            return new ContractResult.Err<>(error);
        }
        return value.<ContractResult<T>>map(ContractResult.Ok::new).orElseGet(ContractResult.Empty::new);
    }

    private ContractResultJson() {}
}
