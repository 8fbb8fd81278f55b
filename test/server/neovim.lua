-- Drives Neovim (0.7 and later) through one finding; writes what it saw to report.json in the working folder.
local patience = 120000 -- milliseconds before a hanging server fails the test

local function finish(code)
  vim.cmd(code == 0 and "qall!" or "cquit " .. code)
end

local function wait_for(what, condition)
  if not vim.wait(patience, condition, 20) then
    io.stderr:write("timed out waiting for " .. what .. "\n")
    finish(1)
  end
end

local buffer = vim.api.nvim_get_current_buf()
local client = vim.lsp.start_client({
  name = "crosstalk",
  cmd = { vim.env.CROSSTALK, "serve" },
  root_dir = vim.fn.getcwd(),
})
vim.lsp.buf_attach_client(buffer, client)

wait_for("a diagnostic", function() return #vim.diagnostic.get(buffer) > 0 end)
local shown = vim.diagnostic.get(buffer)[1]
local original = shown.user_data.lsp

local parameters = {
  textDocument = vim.lsp.util.make_text_document_params(buffer),
  range = {
    start = { line = shown.lnum, character = shown.col },
    ["end"] = { line = shown.end_lnum, character = shown.end_col },
  },
  context = { diagnostics = {} },
}
local replies = vim.lsp.buf_request_sync(buffer, "textDocument/codeAction", parameters, patience)
local action = replies[client].result[1]
vim.lsp.util.apply_workspace_edit(action.edit, "utf-16")
wait_for("silence", function() return #vim.diagnostic.get(buffer) == 0 end)
vim.cmd("write")

local report = {
  code = original.code,
  source = shown.source,
  line = shown.lnum,
  related = #(original.relatedInformation or {}),
  after_fix = #vim.diagnostic.get(buffer),
}
vim.fn.writefile({ vim.fn.json_encode(report) }, "report.json")
finish(0)
