package dev.orrery.vm;

/** The functions of a contract that a chain can call. cosmwasm vm static_analysis.rs: Entrypoint; calls.rs. */
public enum EntryPoint {
    INSTANTIATE("instantiate", 3, true),
    EXECUTE("execute", 3, true),
    /** Called with (env, msg, migrate_info); a contract that takes two arguments is called again with the first two. */
    MIGRATE("migrate", 2, true),
    SUDO("sudo", 2, true),
    REPLY("reply", 2, true),
    QUERY("query", 2, false),
    IBC_CHANNEL_OPEN("ibc_channel_open", 2, true),
    IBC_CHANNEL_CONNECT("ibc_channel_connect", 2, true),
    IBC_CHANNEL_CLOSE("ibc_channel_close", 2, true),
    IBC_PACKET_RECEIVE("ibc_packet_receive", 2, true),
    IBC_PACKET_ACK("ibc_packet_ack", 2, true),
    IBC_PACKET_TIMEOUT("ibc_packet_timeout", 2, true),
    IBC_SOURCE_CALLBACK("ibc_source_callback", 2, true),
    IBC_DESTINATION_CALLBACK("ibc_destination_callback", 2, true),
    IBC2_PACKET_RECEIVE("ibc2_packet_receive", 2, true),
    IBC2_PACKET_ACK("ibc2_packet_ack", 2, true),
    IBC2_PACKET_TIMEOUT("ibc2_packet_timeout", 2, true),
    IBC2_PACKET_SEND("ibc2_packet_send", 2, true);

    private final String export;
    private final int arity;
    private final boolean mayWrite;

    EntryPoint(String export, int arity, boolean mayWrite) {
        this.export = export;
        this.arity = arity;
        this.mayWrite = mayWrite;
    }

    /** The name of the Wasm export. */
    public String export() {
        return export;
    }

    /** Arguments the host passes; {@link #MIGRATE} may get a third. */
    public int arity() {
        return arity;
    }

    /** False for queries: storage is read-only in them. */
    public boolean mayWrite() {
        return mayWrite;
    }
}
