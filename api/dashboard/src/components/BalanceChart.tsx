import { LineChart, ScatterChart } from 'echarts/charts';
import { DataZoomComponent, GridComponent, TooltipComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useLocale } from '../i18n/LocaleContext';
import type { BalancePoint } from '../lib/balanceLine';
import { balanceOn } from '../lib/balanceLine';
import { formatCompact, formatMoney, toMajor } from '../lib/money';
import { formatInstant } from '../lib/time';
import type { AlertRow } from '../live/alertList';
import { useSystem } from '../live/SystemContext';
import { openAlert } from './AlertTable';
import { severityColors } from './tags';

echarts.use([LineChart, ScatterChart, GridComponent, TooltipComponent, DataZoomComponent, CanvasRenderer]);

interface BalanceChartProps {
  line: readonly BalancePoint[];
  alerts: readonly AlertRow[];
  currency: string;
}

interface Mark {
  value: [number, number];
  alert: AlertRow;
  balance: bigint;
  itemStyle: { color: string };
}

function marksOf(line: readonly BalancePoint[], alerts: readonly AlertRow[], currency: string): Mark[] {
  return alerts.flatMap((alert) => {
    const at = Date.parse(alert.eventAt);
    const balance = balanceOn(line, at);
    // An alert from before the line begins has no place on it.
    if (balance === undefined) return [];
    const itemStyle = { color: severityColors[alert.severity] };
    return [{ value: [at, toMajor(balance, currency)], alert, balance, itemStyle }];
  });
}

export default function BalanceChart({ line, alerts, currency }: BalanceChartProps) {
  const { t, locale } = useLocale();
  const { timeZone } = useSystem();
  const element = useRef<HTMLDivElement>(null);
  const chart = useRef<echarts.ECharts>(undefined);
  const marks = marksOf(line, alerts, currency);

  useEffect(() => {
    const made = echarts.init(element.current);
    chart.current = made;
    made.on('click', { seriesName: 'alerts' }, (event) => openAlert((event.data as Mark).alert.id));
    const observer = new ResizeObserver(() => made.resize());
    observer.observe(element.current!);
    return () => {
      observer.disconnect();
      made.dispose();
    };
  }, []);

  useEffect(() => {
    const money = (minor: bigint) => formatMoney(minor, currency, locale);
    chart.current?.setOption({
      animation: false,
      grid: { left: 8, right: 24, top: 16, bottom: 40, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
      xAxis: {
        type: 'time',
        axisLabel: { hideOverlap: true, formatter: (at: number) => axisLabel(line, at, timeZone) },
        splitLine: { show: false },
      },
      yAxis: {
        type: 'value',
        scale: true,
        axisLabel: { formatter: (major: number) => formatCompact(major, currency, locale, spanOf(line, currency)) },
        splitLine: { lineStyle: { color: '#e8edf3' } },
      },
      dataZoom: [
        { type: 'inside', zoomOnMouseWheel: 'ctrl', moveOnMouseWheel: false },
        { type: 'slider', height: 20, bottom: 10, brushSelect: false, labelFormatter: '' },
      ],
      tooltip: {
        trigger: 'item',
        confine: true,
        // Text only: what an account or a reason is called is never taken for markup.
        renderMode: 'richText',
        formatter: ({ data, seriesName }: { data: Mark | [number, number, bigint]; seriesName: string }) => {
          if (seriesName === 'alerts') {
            const { alert, balance } = data as Mark;
            return `${t(`rule.${alert.rule}`)} · ${t(`severity.${alert.severity}`)}\n${formatInstant(alert.eventAt, timeZone)}\n${money(balance)}`;
          }
          const [at, , balance] = data as [number, number, bigint];
          return `${formatInstant(at, timeZone)}\n${money(balance)}`;
        },
      },
      series: [
        {
          name: 'balance',
          type: 'line',
          step: 'end',
          showSymbol: true,
          symbol: 'circle',
          symbolSize: line.length > 120 ? 3 : 6,
          lineStyle: { width: 2, color: '#1d5fbf' },
          itemStyle: { color: '#1d5fbf' },
          areaStyle: { color: 'rgba(29, 95, 191, 0.08)', origin: 'start' },
          data: line.map((point) => [point.at, toMajor(point.balance, currency), point.balance]),
        },
        {
          name: 'alerts',
          type: 'scatter',
          symbol: 'pin',
          symbolSize: 30,
          symbolOffset: [0, -2],
          z: 5,
          data: marks,
          cursor: 'pointer',
        },
      ],
    });
  });

  const from = line[0];
  const to = line.at(-1);
  return (
    <div
      ref={element}
      className="chart"
      role="img"
      data-testid="balance-chart"
      data-points={line.length}
      data-alerts={marks.length}
      aria-label={
        from && to
          ? t('account.chartLabel', {
              from: formatInstant(from.at, timeZone),
              to: formatInstant(to.at, timeZone),
              balance: formatMoney(to.balance, currency, locale),
              alerts: marks.length,
            })
          : t('account.chartEmpty')
      }
    />
  );
}

/** From the lowest to the highest balance, in major units. */
function spanOf(line: readonly BalancePoint[], currency: string): number {
  const balances = line.map((point) => toMajor(point.balance, currency));
  return Math.max(...balances) - Math.min(...balances);
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Time of day where the line is short, days where it is long; in the bank's time zone. */
function axisLabel(line: readonly BalancePoint[], at: number, timeZone: string): string {
  const text = formatInstant(at, timeZone);
  const span = (line.at(-1)?.at ?? 0) - (line[0]?.at ?? 0);
  if (span < 2 * DAY_MS) return text.slice(5, 16).replace(' ', '\n');
  return span < 300 * DAY_MS ? text.slice(5, 10) : text.slice(0, 10);
}
