import { existsSync, globSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { z } from 'zod'
import { readEnvironment } from '../src/config/environment.ts'
import { read } from './docs-pages.ts'

const kubernetes = 'deploy/kubernetes/base'
const uid = 1000

const dockerfile = read('Dockerfile')
const instructions = dockerfile
  .split('\n')
  .filter((line) => /^[A-Z]+ /.test(line))
  .map((line) => line.split(/ (.*)/s) as [name: string, rest: string])
const last = (name: string) => instructions.findLast(([each]) => each === name)?.[1]

test('the image is made in two stages from one base with a digest, for all platforms', () => {
  expect(last('ARG')).toMatch(/^NODE_IMAGE=node:\d+-\w+-slim@sha256:[0-9a-f]{64}$/)
  const froms = instructions.filter(([name]) => name === 'FROM').map(([, rest]) => rest)
  // Only the stage that runs is made for the platform of the image.
  expect(froms).toEqual([`--platform=$BUILDPLATFORM \${NODE_IMAGE} AS build`, `\${NODE_IMAGE}`])
})

test('the image runs as a user with a number, and asks for its health without other programs', () => {
  expect(last('USER')).toBe(`${uid}:${uid}`)
  expect(dockerfile).toContain(`chown ${uid}:${uid} /morning-post/data`)
  expect(last('HEALTHCHECK')).toMatch(/ CMD \["node", "-e", "fetch\(.+\/healthz/)
  expect(JSON.parse(last('CMD') ?? '')).toEqual(['morning-post', 'start'])
})

test('everything that the image is built from is sent to the builder, and no secret', () => {
  const lines = read('.dockerignore').split('\n')
  expect(lines.find((line) => line !== '' && !line.startsWith('#'))).toBe('*')
  const sent = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1))
  const { files } = z.object({ files: z.array(z.string()).optional() }).parse(JSON.parse(read('package.json')))
  const needed = [
    'package.json',
    'package-lock.json',
    '.npmrc',
    'src',
    ...(files ?? []).filter((each) => each !== 'dist'),
  ]
  expect(needed.filter((each) => !sent.includes(each))).toEqual([])
  expect(sent.filter((each) => /^(?:\.env|data|home)$/.test(each))).toEqual([])
})

const composeSchema = z.strictObject({
  services: z.record(
    z.string(),
    z.strictObject({
      build: z.literal('.'),
      image: z.string(),
      restart: z.enum(['unless-stopped', 'always']),
      stop_grace_period: z.string().regex(/^\d+s$/),
      read_only: z.literal(true),
      tmpfs: z.array(z.string()),
      mem_limit: z.string(),
      cap_drop: z.tuple([z.literal('ALL')]),
      security_opt: z.array(z.literal('no-new-privileges:true')),
      env_file: z.array(z.strictObject({ path: z.string(), required: z.boolean() })),
      environment: z.record(z.string(), z.string()).optional(),
      // Without a limit, the log fills the disk.
      logging: z.strictObject({
        driver: z.literal('json-file'),
        options: z.strictObject({ 'max-size': z.string(), 'max-file': z.string() }),
      }),
      ports: z.array(z.string().regex(/^127\.0\.0\.1:/)).optional(),
      volumes: z.array(z.string()),
    }),
  ),
  volumes: z.record(z.string(), z.null()),
})

test('compose starts one bot with a read-only file system, a volume and the user’s folders', () => {
  const { services, volumes } = composeSchema.parse(parse(read('compose.yaml')))
  expect(Object.keys(services)).toEqual(['morning-post'])
  const mounts = services['morning-post']?.volumes ?? []
  expect(mounts).toContain('data:/morning-post/data')
  expect(mounts.filter((each) => each.startsWith('./') && !each.endsWith(':ro'))).toEqual([])
  expect(Object.keys(volumes)).toEqual(['data'])
})

const probeSchema = z.strictObject({
  httpGet: z.strictObject({ path: z.enum(['/healthz', '/readyz']), port: z.literal('metrics') }),
  periodSeconds: z.number(),
  timeoutSeconds: z.number().optional(),
  failureThreshold: z.number().optional(),
})
const deploymentSchema = z.strictObject({
  apiVersion: z.literal('apps/v1'),
  kind: z.literal('Deployment'),
  metadata: z.strictObject({ name: z.string() }),
  spec: z.strictObject({
    replicas: z.literal(1),
    strategy: z.strictObject({ type: z.literal('Recreate') }),
    template: z.strictObject({
      metadata: z.strictObject({ annotations: z.record(z.string(), z.string()) }),
      spec: z.strictObject({
        automountServiceAccountToken: z.literal(false),
        enableServiceLinks: z.literal(false),
        terminationGracePeriodSeconds: z.number().min(10),
        securityContext: z.strictObject({
          runAsNonRoot: z.literal(true),
          runAsUser: z.literal(uid),
          runAsGroup: z.literal(uid),
          fsGroup: z.literal(uid),
          fsGroupChangePolicy: z.literal('OnRootMismatch'),
          seccompProfile: z.strictObject({ type: z.literal('RuntimeDefault') }),
        }),
        containers: z.tuple([
          z.strictObject({
            name: z.string(),
            image: z.string(),
            env: z.array(z.strictObject({ name: z.string(), value: z.string() })),
            envFrom: z.array(z.strictObject({ secretRef: z.strictObject({ name: z.string() }) })),
            ports: z.tuple([z.strictObject({ name: z.literal('metrics'), containerPort: z.number() })]),
            startupProbe: probeSchema,
            livenessProbe: probeSchema,
            readinessProbe: probeSchema,
            resources: z.strictObject({
              requests: z.record(z.string(), z.string()),
              limits: z.record(z.string(), z.string()),
            }),
            securityContext: z.strictObject({
              allowPrivilegeEscalation: z.literal(false),
              readOnlyRootFilesystem: z.literal(true),
              capabilities: z.strictObject({ drop: z.tuple([z.literal('ALL')]) }),
            }),
            volumeMounts: z.array(
              z.strictObject({ name: z.string(), mountPath: z.string(), readOnly: z.boolean().optional() }),
            ),
          }),
        ]),
        volumes: z.array(
          z.strictObject({
            name: z.string(),
            configMap: z.strictObject({ name: z.string(), optional: z.boolean().optional() }).optional(),
            persistentVolumeClaim: z.strictObject({ claimName: z.string() }).optional(),
            emptyDir: z.strictObject({}).optional(),
          }),
        ),
      }),
    }),
  }),
})
const claimSchema = z.strictObject({
  apiVersion: z.literal('v1'),
  kind: z.literal('PersistentVolumeClaim'),
  metadata: z.strictObject({ name: z.string() }),
  spec: z.strictObject({
    accessModes: z.tuple([z.enum(['ReadWriteOnce', 'ReadWriteOncePod'])]),
    resources: z.strictObject({ requests: z.strictObject({ storage: z.string() }) }),
  }),
})

test('on Kubernetes one pod runs as the image’s user, and every volume and probe that it names exists', () => {
  const { spec } = deploymentSchema.parse(parse(read(`${kubernetes}/deployment.yaml`))).spec.template
  const [container] = spec.containers
  expect(container.volumeMounts.map(({ name }) => name).toSorted()).toEqual(
    spec.volumes.map(({ name }) => name).toSorted(),
  )
  const claim = claimSchema.parse(parse(read(`${kubernetes}/volume.yaml`)))
  expect(spec.volumes).toContainEqual({ name: 'data', persistentVolumeClaim: { claimName: claim.metadata.name } })
  expect(container.ports[0].containerPort).toBe(metricsPort)
  expect(container.livenessProbe.httpGet.path).toBe('/healthz')
  expect(container.readinessProbe.httpGet.path).toBe('/readyz')
})

test('the kustomization names the files that are there, all of them', () => {
  const schema = z.object({
    resources: z.array(z.string()),
    configMapGenerator: z.array(z.object({ name: z.string(), files: z.array(z.string()) })),
  })
  const { resources, configMapGenerator } = schema.parse(parse(read(`${kubernetes}/kustomization.yaml`)))
  const named = ['kustomization.yaml', ...resources, ...configMapGenerator.flatMap(({ files }) => files)]
  expect(named.toSorted()).toEqual(
    globSync('**', { cwd: kubernetes })
      .filter((file) => /\w\./.test(file))
      .toSorted(),
  )
  expect(
    named.filter((file) => parseAllDocuments(read(`${kubernetes}/${file}`)).some(({ errors }) => errors.length > 0)),
  ).toEqual([])
})

/** The variables that the image sets. */
const imageVariables = Object.fromEntries(
  instructions.filter(([name]) => name === 'ENV').map(([, rest]) => rest.split('=') as [string, string]),
)
const metricsPort = Number(imageVariables.METRICS_PORT)

test('the image’s variables are read, and the port of the metrics is the same everywhere', () => {
  const none = 'tests/no-such-folder/.env'
  expect(readEnvironment({ ...imageVariables }, none).metrics?.port).toBe(metricsPort)
  expect(last('EXPOSE')?.split(' ')).toContain(String(metricsPort))
  const fly = read('fly.toml')
  expect([...fly.matchAll(/^port = (\d+)$/gm)].map(([, port]) => Number(port))).toEqual([metricsPort, metricsPort])
  expect(fly).toContain('destination = "/morning-post/data"')
  expect(fly).toContain('[[restart]]\npolicy = "always"\n')
})

test('the unit runs apart from the rest of the system, and its watchdog waits longer than a tick may take', () => {
  const unit = read('deploy/systemd/morning-post.service')
  const setting = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(unit)?.[1]
  expect(setting('Type')).toBe('notify')
  expect(setting('NotifyAccess')).toBe('all')
  expect(setting('WatchdogSec')).toBe('6min')
  for (const name of [
    'DynamicUser',
    'NoNewPrivileges',
    'PrivateTmp',
    'PrivateDevices',
    'ProtectHome',
    'RestrictNamespaces',
  ])
    expect([name, setting(name)]).toEqual([name, 'yes'])
  expect(setting('ProtectSystem')).toBe('strict')
  expect(setting('CapabilityBoundingSet')).toBe('')
  expect(setting('StateDirectory')).toBe('morning-post')
})

test('the page about deployment names every file of it', () => {
  const page = read('docs/deploy.md')
  for (const file of ['Dockerfile', 'compose.yaml', 'fly.toml', kubernetes, 'deploy/systemd/morning-post.service']) {
    expect(existsSync(file)).toBe(true)
    expect(page).toContain(`](../${file})`)
  }
})
