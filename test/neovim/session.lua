-- A session in Neovim, without a window: opens a note, waits for a problem, follows a link, completes one, and says what it
-- saw. Run by run.mjs: nvim --headless --clean -l is not there in 0.7, so the arguments come by the environment.
local vault = vim.env.RESEARCH_NOTES_VAULT
local server = vim.env.RESEARCH_NOTES_SERVER
local failures = 0

local function check(name, ok, seen)
  print((ok and 'ok ' or 'not ok ') .. name .. (ok and '' or ('\n    saw: ' .. vim.inspect(seen))) .. '\n')
  if not ok then failures = failures + 1 end
end

--- Waits up to ten seconds for a value that is not nil.
local function await(ask)
  local value
  vim.wait(10000, function()
    value = ask()
    return value ~= nil
  end, 20)
  return value
end

local client = vim.lsp.start_client({
  name = 'research-notes',
  cmd = { 'node', server, '--stdio' },
  root_dir = vault,
  workspace_folders = { { uri = vim.uri_from_fname(vault), name = 'vault' } },
})

local function open(path)
  vim.cmd('edit ' .. vim.fn.fnameescape(vault .. '/' .. path))
  vim.lsp.buf_attach_client(0, client)
  return vim.api.nvim_get_current_buf()
end

--- The position of the first `text` of the buffer, `by` bytes into it, as LSP counts it.
local function at(buffer, text, by)
  for number, line in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, -1, false)) do
    local column = line:find(text, 1, true)
    if column then
      return {
        textDocument = { uri = vim.uri_from_bufnr(buffer) },
        position = { line = number - 1, character = vim.str_utfindex(line, column - 1 + by) },
      }
    end
  end
  error('no ' .. text)
end

local function request(buffer, method, params)
  local answers = vim.lsp.buf_request_sync(buffer, method, params, 10000) or {}
  return answers[client] and answers[client].result
end

local note = open('a.md')
local problem = await(function() return vim.diagnostic.get(note)[1] end)
check('a missing note is a problem', problem and problem.code == 'missing-note' and problem.lnum == 2, problem)

local target = request(note, 'textDocument/definition', at(note, '[[b#', 3))
local first = target and target[1]
check(
  'a link leads to the heading of its note',
  first and vim.endswith(first.targetUri or first.uri, '/b.md') and (first.targetSelectionRange or first.range).start.line == 2,
  target
)

vim.api.nvim_buf_set_lines(note, -1, -1, false, { 'see [[визуальные эмб' })
local list = await(function()
  local found = request(note, 'textDocument/completion', at(note, 'эмб', #'эмб'))
  return found and #found.items > 0 and found or nil
end)
check('a title completes a link', list and list.items[1].label == 'Визуальные эмбеддинги', list)

local hover = request(note, 'textDocument/hover', at(note, '[[b#', 3))
check('a card shows the section', hover and hover.contents.value:find('Что в части', 1, true) ~= nil, hover)

local edit = request(note, 'textDocument/rename', vim.tbl_extend('force', at(note, '#Часть', 3), { newName = 'Раздел' }))
if edit then vim.lsp.util.apply_workspace_edit(edit, 'utf-16') end
local heading = vim.fn.getbufline(vim.fn.bufadd(vault .. '/b.md'), 3)[1]
local line = vim.api.nvim_buf_get_lines(note, 2, 3, false)[1]
check('a heading is renamed with the links to it', heading == '## Раздел' and line == '[[no]] [[b#Раздел]]', { heading, line })

print(failures == 0 and 'neovim: 5 passed' or ('neovim: ' .. failures .. ' failed'))
vim.lsp.stop_client(client)
vim.cmd(failures == 0 and 'qall!' or 'cquit 1')
