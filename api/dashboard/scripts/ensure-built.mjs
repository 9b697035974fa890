// Brings dist up to date, and does nothing when it is: npm ci only when package-lock.json has changed, the build only when a source has.
// Called by Dashboard.targets. Builds of several projects, also in several processes, take turns by a lock.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const OLDEST_NODE = [20, 19];
/** The longest a turn is waited for, ms: a first npm ci over a slow line. */
const LOCK_WAIT_MS = 15 * 60_000;
const LOCK_POLL_MS = 250;

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const lock = join(root, '.building');
const builtStamp = join(root, 'dist', '.built');
const installedStamp = join(root, 'node_modules', '.installed');
const sources = ['package.json', 'package-lock.json', 'index.html', 'vite.config.ts', 'scripts', 'public', 'src'];
const notBuilt = /\.test\.ts$|generated\.ts$/;

function filesIn(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesIn(join(path, name)));
}

function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

async function takeTurn() {
  const holder = join(lock, 'pid');
  for (const start = Date.now(); ; await wait(LOCK_POLL_MS)) {
    try {
      mkdirSync(lock);
      writeFileSync(holder, String(process.pid));
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const pid = Number(read(holder));
    // Whoever held it was killed before it could let go.
    if (pid > 0 && !isAlive(pid)) rmSync(lock, { recursive: true, force: true });
    if (Date.now() - start > LOCK_WAIT_MS)
      throw new Error(`${lock} is held by another build; delete it if there is none`);
  }
}

function run(...args) {
  const { status, error } = spawnSync('npm', args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (error?.code === 'ENOENT') throw new Error('npm was not found beside Node.js');
  if (error) throw error;
  if (status !== 0)
    throw new Error(`npm ${args.join(' ')} failed; -p:Dashboard=false builds the server without the pages`);
}

function install() {
  const wanted = hashOf([join(root, 'package-lock.json')]);
  if (read(installedStamp) === wanted) return;
  run('ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error');
  writeFileSync(installedStamp, wanted);
}

function build() {
  const files = [...sources.map((name) => join(root, name)), join(root, '..', 'schema.graphql')].flatMap(filesIn);
  const wanted = hashOf(files.filter((file) => !notBuilt.test(file)));
  if (read(builtStamp) === wanted) {
    // Only touched: so that the quick check by time passes again.
    utimesSync(builtStamp, new Date(), new Date());
    return;
  }
  install();
  run('run', 'build', '--loglevel=error', '--', '--logLevel', 'warn');
  writeFileSync(builtStamp, wanted);
}

async function main() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    throw new Error(`The pages need Node.js ${OLDEST_NODE.join('.')} or newer; this is ${process.version}`);
  }
  await takeTurn();
  try {
    build();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

try {
  await main();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
