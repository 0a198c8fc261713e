"""Drives a local chain with cosmpy, by gRPC and by REST.

Usage: drive.py GRPC_ADDRESS REST_URL [bank|wasm ...]
"""

import sys
from pathlib import Path

from cosmpy.aerial.client import LedgerClient, NetworkConfig
from cosmpy.aerial.contract import LedgerContract
from cosmpy.aerial.wallet import LocalWallet

WORDS = "enlist hip relief stomach skate base shallow young switch frequent cry park"
BOB = "wasm1cyyzpxplxdzkeea7kwsydadg87357qna465cff"
CONTRACTS = Path(__file__).resolve().parents[2] / "contracts-testdata" / "built" / "rust"


class Steps:
    def __init__(self, title):
        self.title = title
        self.passed = 0

    def check(self, name, holds):
        if not holds:
            raise AssertionError(f"{self.title}: {name}")
        self.passed += 1
        print(f"ok    {self.title}  {name}", flush=True)


def bank(steps, ledger, wallet):
    me = str(wallet.address())
    steps.check("query_bank_balance", ledger.query_bank_balance(me, "ucosm") > 0)
    steps.check("query_bank_all_balances", len(ledger.query_bank_all_balances(me)) >= 2)
    account = ledger.query_account(me)
    steps.check("query_account has a small number", account.number < 1000)
    before = ledger.query_bank_balance(BOB, "ucosm")
    sent = ledger.send_tokens(BOB, 17, "ucosm", wallet).wait_to_complete()
    steps.check("send_tokens", sent.response.code == 0)
    steps.check("the money arrived", ledger.query_bank_balance(BOB, "ucosm") == before + 17)
    found = ledger.query_tx(sent.tx_hash)
    steps.check("query_tx", found.height > 2 and found.gas_used > 0)
    steps.check("query_height", ledger.query_height() >= found.height)


def wasm(steps, ledger, wallet):
    contract = LedgerContract(str(CONTRACTS / "escrow.wasm"), ledger)
    address = contract.deploy({"arbiter": str(wallet.address())}, wallet)
    steps.check("deploy", str(address).startswith("wasm1"))
    done = contract.execute({"deposit": {"beneficiary": BOB}}, wallet, funds="5ucosm").wait_to_complete()
    steps.check("execute", done.response.code == 0)
    steps.check("query", contract.query({"deposit": {"id": 1}})["beneficiary"] == BOB)


SCENARIOS = {"bank": bank, "wasm": wasm}


def main(grpc, rest, names):
    passed = 0
    for title, url in (("cosmpy gRPC", f"grpc+http://{grpc}"), ("cosmpy REST", f"rest+{rest}")):
        ledger = LedgerClient(
            NetworkConfig(
                chain_id="testing",
                url=url,
                fee_minimum_gas_price=0.025,
                fee_denomination="ucosm",
                staking_denomination="ustake",
            )
        )
        wallet = LocalWallet.from_mnemonic(WORDS, prefix="wasm")
        for name in names or SCENARIOS:
            steps = Steps(f"{title} {name}")
            try:
                SCENARIOS[name](steps, ledger, wallet)
            except Exception as failure:
                print(f"{passed + steps.passed} passed, 1 failed")
                raise failure
            passed += steps.passed
    print(f"{passed} passed, 0 failed")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
